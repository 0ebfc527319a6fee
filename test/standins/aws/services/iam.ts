import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  paginateListAttachedRolePolicies,
  type IAMClient,
  type Role,
} from "@aws-sdk/client-iam";
import { ifFound } from "../plugin/aws";
import type { Handler } from "../plugin/handler";
import { tagList, tagProperties } from "./names";

/** aws.iam.Role */
export const role: Handler = {
  serves: ["name", "assumeRolePolicy", "description", "path", "permissionsBoundary", "maxSessionDuration", "tags"],
  replaceOn: ["name", "path"],
  name: { input: "name", make: (stem) => stem },

  async create({ name, assumeRolePolicy, description, path, permissionsBoundary, maxSessionDuration, tags }, { iam }) {
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: assumeRolePolicy,
        Description: description,
        Path: path,
        PermissionsBoundary: permissionsBoundary,
        MaxSessionDuration: maxSessionDuration,
        Tags: tagList(tags),
      }),
    );
    return name;
  },

  async read(RoleName, { iam }) {
    const found = await find(iam, RoleName);
    if (!found) return undefined;
    return {
      name: RoleName,
      arn: found.Arn,
      uniqueId: found.RoleId,
      createDate: found.CreateDate!.toISOString(),
      assumeRolePolicy: decodeURIComponent(found.AssumeRolePolicyDocument!),
      description: found.Description ?? "",
      path: found.Path,
      permissionsBoundary: found.PermissionsBoundary?.PermissionsBoundaryArn ?? "",
      maxSessionDuration: found.MaxSessionDuration,
      ...tagProperties(found.Tags),
    };
  },

  async update(
    RoleName,
    { assumeRolePolicy, description = "", permissionsBoundary, maxSessionDuration, tags = {} },
    { iam },
  ) {
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: assumeRolePolicy }));
    await iam.send(
      new UpdateRoleCommand({ RoleName, Description: description, MaxSessionDuration: maxSessionDuration }),
    );
    const found = await find(iam, RoleName);
    if (permissionsBoundary)
      await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: permissionsBoundary }));
    else if (found?.PermissionsBoundary) await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    const gone = (found?.Tags ?? []).map(({ Key }) => Key!).filter((name) => !Object.hasOwn(tags, name));
    if (gone.length > 0) await iam.send(new UntagRoleCommand({ RoleName, TagKeys: gone }));
    if (Object.keys(tags).length > 0) await iam.send(new TagRoleCommand({ RoleName, Tags: tagList(tags) }));
  },

  async delete(RoleName, { iam }) {
    await iam.send(new DeleteRoleCommand({ RoleName }));
  },
};

async function find(iam: IAMClient, RoleName: string): Promise<Role | undefined> {
  return (await ifFound(iam.send(new GetRoleCommand({ RoleName }))))?.Role;
}

/** aws.iam.RolePolicy: a policy inside a role, with the id `role:name`. */
export const rolePolicy: Handler = {
  serves: ["name", "role", "policy"],
  replaceOn: ["name", "role"],
  name: { input: "name", make: (stem) => stem },

  async create({ name, role: RoleName, policy }, { iam }) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: name, PolicyDocument: policy }));
    return `${RoleName}:${name}`;
  },
  async read(id, { iam }) {
    const { RoleName, PolicyName } = parts(id);
    const found = await ifFound(iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })));
    return found && { role: RoleName, name: PolicyName, policy: decodeURIComponent(found.PolicyDocument!) };
  },
  async update(id, { policy }, { iam }) {
    await iam.send(new PutRolePolicyCommand({ ...parts(id), PolicyDocument: policy }));
  },
  async delete(id, { iam }) {
    await iam.send(new DeleteRolePolicyCommand(parts(id)));
  },
};

function parts(id: string): { RoleName: string; PolicyName: string } {
  const [RoleName, PolicyName] = id.split(":");
  return { RoleName, PolicyName };
}

/** aws.iam.RolePolicyAttachment, with the id `role/arn`. */
export const rolePolicyAttachment: Handler = {
  serves: ["role", "policyArn"],
  replaceOn: ["role", "policyArn"],

  async create({ role: RoleName, policyArn }, { iam }) {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: policyArn }));
    return `${RoleName}/${policyArn}`;
  },
  async read(id, { iam: client }) {
    const [RoleName, ...rest] = id.split("/");
    const policyArn = rest.join("/");
    const attached = async () => {
      for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies({ client }, { RoleName })) {
        if (AttachedPolicies.some(({ PolicyArn }) => PolicyArn === policyArn)) return { role: RoleName, policyArn };
      }
      return undefined;
    };
    return ifFound(attached());
  },
  async delete(_, { iam }, { role: RoleName, policyArn }) {
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: policyArn }));
  },
};
