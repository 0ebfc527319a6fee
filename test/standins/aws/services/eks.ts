import {
  CreatePodIdentityAssociationCommand,
  DeletePodIdentityAssociationCommand,
  DescribePodIdentityAssociationCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePodIdentityAssociationCommand,
} from "@aws-sdk/client-eks";
import { ifFound } from "../plugin/aws";
import type { Handler } from "../plugin/handler";

/** aws.eks.PodIdentityAssociation */
export const podIdentityAssociation: Handler = {
  serves: ["clusterName", "namespace", "serviceAccount", "roleArn", "tags", "region"],
  replaceOn: ["clusterName", "namespace", "serviceAccount"],

  async create({ clusterName, namespace, serviceAccount, roleArn, tags }, { eks }) {
    const { association } = await eks.send(
      new CreatePodIdentityAssociationCommand({ clusterName, namespace, serviceAccount, roleArn, tags }),
    );
    return association!.associationId!;
  },

  async read(associationId, { eks }, { clusterName }) {
    const found = (await ifFound(eks.send(new DescribePodIdentityAssociationCommand({ clusterName, associationId }))))
      ?.association;
    if (!found) return undefined;
    const tags = found.tags ?? {};
    return {
      clusterName,
      namespace: found.namespace,
      serviceAccount: found.serviceAccount,
      roleArn: found.roleArn,
      associationId,
      associationArn: found.associationArn,
      tags,
      tagsAll: tags,
    };
  },

  async update(associationId, { clusterName, roleArn, tags = {} }, { eks }) {
    const { association } = await eks.send(
      new UpdatePodIdentityAssociationCommand({ clusterName, associationId, roleArn }),
    );
    const resourceArn = association!.associationArn!;
    const gone = Object.keys(association!.tags ?? {}).filter((name) => !Object.hasOwn(tags as object, name));
    if (gone.length > 0) await eks.send(new UntagResourceCommand({ resourceArn, tagKeys: gone }));
    if (Object.keys(tags as object).length > 0) await eks.send(new TagResourceCommand({ resourceArn, tags }));
  },

  async delete(associationId, { eks }, { clusterName }) {
    await eks.send(new DeletePodIdentityAssociationCommand({ clusterName, associationId }));
  },
};
