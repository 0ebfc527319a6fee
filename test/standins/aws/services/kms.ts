import {
  CreateAliasCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
  paginateListAliases,
  type AliasListEntry,
  type KMSClient,
} from "@aws-sdk/client-kms";
import { ifFound } from "../plugin/aws";
import type { Handler } from "../plugin/handler";

/** aws.kms.Key: a symmetric key for encryption. */
export const key: Handler = {
  serves: ["description", "enableKeyRotation", "deletionWindowInDays", "policy", "tags", "region"],
  replaceOn: [],

  async create({ description, policy, tags = {} }, { kms }) {
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({ Description: description, Policy: policy, Tags: keyTags(tags) }),
    );
    return KeyMetadata!.KeyId!;
  },

  async settle(KeyId, { enableKeyRotation }, { kms }) {
    await kms.send(
      enableKeyRotation ? new EnableKeyRotationCommand({ KeyId }) : new DisableKeyRotationCommand({ KeyId }),
    );
  },

  async read(KeyId, { kms }) {
    const found = await ifFound(kms.send(new DescribeKeyCommand({ KeyId })));
    const metadata = found?.KeyMetadata;
    if (!metadata || metadata.KeyState === "PendingDeletion") return undefined;
    const [rotation, policy, tags] = await Promise.all([
      kms.send(new GetKeyRotationStatusCommand({ KeyId })),
      kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" })),
      tagsOf(kms, KeyId),
    ]);
    return {
      arn: metadata.Arn,
      keyId: KeyId,
      description: metadata.Description,
      keyUsage: metadata.KeyUsage,
      isEnabled: metadata.Enabled,
      multiRegion: metadata.MultiRegion,
      enableKeyRotation: rotation.KeyRotationEnabled,
      policy: policy.Policy,
      tags,
      tagsAll: tags,
    };
  },

  async update(KeyId, { description = "", policy, tags = {} }, { kms }) {
    await kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: description }));
    if (policy !== undefined) await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy: policy }));
    const gone = Object.keys(await tagsOf(kms, KeyId)).filter((name) => !Object.hasOwn(tags, name));
    if (gone.length > 0) await kms.send(new UntagResourceCommand({ KeyId, TagKeys: gone }));
    if (Object.keys(tags).length > 0) await kms.send(new TagResourceCommand({ KeyId, Tags: keyTags(tags) }));
  },

  async delete(KeyId, { kms }, { deletionWindowInDays }) {
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: deletionWindowInDays }));
  },
};

const keyTags = (tags: Record<string, string>) =>
  Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));

async function tagsOf(kms: KMSClient, KeyId: string): Promise<Record<string, string>> {
  const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
  return Object.fromEntries(Tags.map(({ TagKey, TagValue }) => [TagKey!, TagValue!]));
}

/** aws.kms.Alias */
export const alias: Handler = {
  serves: ["name", "targetKeyId", "region"],
  replaceOn: ["name"],
  name: { input: "name", make: (stem) => `alias/${stem}` },

  async create({ name, targetKeyId }, { kms }) {
    await kms.send(new CreateAliasCommand({ AliasName: name, TargetKeyId: targetKeyId }));
    return name;
  },

  async read(id, { kms }, { targetKeyId }) {
    const found = await find(kms, id);
    if (!found?.TargetKeyId) return undefined;
    // A key may be named by its id or by its ARN, which ends with it.
    const isSame = typeof targetKeyId === "string" && targetKeyId.endsWith(found.TargetKeyId);
    const targetKeyArn = found.AliasArn!.replace(/:alias\/.*$/, `:key/${found.TargetKeyId}`);
    return { name: id, arn: found.AliasArn, targetKeyArn, targetKeyId: isSame ? targetKeyId : found.TargetKeyId };
  },

  async update(id, { targetKeyId }, { kms }) {
    await kms.send(new UpdateAliasCommand({ AliasName: id, TargetKeyId: targetKeyId }));
  },

  async delete(id, { kms }) {
    await kms.send(new DeleteAliasCommand({ AliasName: id }));
  },
};

async function find(client: KMSClient, name: string): Promise<AliasListEntry | undefined> {
  for await (const { Aliases = [] } of paginateListAliases({ client }, {})) {
    const found = Aliases.find(({ AliasName }) => AliasName === name);
    if (found) return found;
  }
  return undefined;
}
