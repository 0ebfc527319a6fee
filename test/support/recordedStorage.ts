import { type Recorded, record, type Registered, type RunOptions } from "./mocks";
import { S3StateStorage, StorageIdentityType } from "../../components";
import type { S3StateStorageArgs } from "../../components/arguments/s3StateStorage";

export const TYPES = {
  storage: "flink:index:S3StateStorage",
  bucket: "aws:s3/bucket:Bucket",
  publicAccessBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  ownershipControls: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  encryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  versioning: "aws:s3/bucketVersioning:BucketVersioning",
  lifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  policy: "aws:s3/bucketPolicy:BucketPolicy",
  marker: "aws:s3/bucketObjectv2:BucketObjectv2",
  logging: "aws:s3/bucketLogging:BucketLogging",
  key: "aws:kms/key:Key",
  alias: "aws:kms/alias:Alias",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  association: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
};

export const OIDC_PROVIDER =
  "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF";

/** The smallest storage with IRSA: everything else is a default. */
export const MINIMAL = {
  cluster: { clusterId: "orders", namespace: "shop" },
  bucketName: "state",
  identity: { type: StorageIdentityType.Irsa, oidcProviderArn: OIDC_PROVIDER },
};

/** The identity of `MINIMAL` by EKS Pod Identity. */
export const POD_IDENTITY = { type: StorageIdentityType.PodIdentity, eksCluster: "production" };

/** A recorded storage named `orders`. */
export interface RecordedStorage extends Recorded<S3StateStorage> {
  /** The one resource of a type. */
  one(type: string): Registered;
  /** Types of all resources but the component, sorted. */
  readonly types: string[];
}

type Changed = { readonly [key in keyof S3StateStorageArgs]?: unknown };

/** Records the storage `orders` with arguments that differ from `MINIMAL`; a function makes them where resources are needed. */
export async function storage(
  changed: Changed | (() => Changed) = {},
  options: RunOptions = {},
): Promise<RecordedStorage> {
  const args = () => ({ ...MINIMAL, ...(typeof changed === "function" ? changed() : changed) }) as S3StateStorageArgs;
  const recorded = await record(() => new S3StateStorage("orders", args()), { ...AWS, ...options });
  return {
    ...recorded,
    types: recorded.resources
      .map(({ type }) => type)
      .filter((type) => type !== TYPES.storage && type.startsWith("aws:"))
      .sort(),
    one(type) {
      const found = recorded.resources.filter((resource) => resource.type === type);
      if (found.length !== 1) throw new Error(`${found.length} resources ${type}`);
      return found[0];
    },
  };
}

/** What AWS knows of resources, and its functions. */
export const AWS: RunOptions = {
  properties(type, name, inputs) {
    if (type === TYPES.bucket) return inputs.bucket === undefined ? { bucket: `${name}-a1b2c3d` } : {};
    if (type === TYPES.key) return { arn: keyArn("created"), keyId: "created" };
    if (type === TYPES.role) return { arn: roleArn(name), name: `${name}-a1b2c3d` };
    return {};
  },
  call(token) {
    const answers: Record<string, object> = {
      "aws:index/getPartition:getPartition": { partition: "aws", dnsSuffix: "amazonaws.com" },
      "aws:index/getRegion:getRegion": { region: "eu-central-1" },
      "aws:s3/getBucket:getBucket": { bucketRegion: "eu-west-1" },
    };
    return answers[token];
  },
};

export function keyArn(id: string): string {
  return `arn:aws:kms:eu-central-1:123456789012:key/${id}`;
}

export function roleArn(name: string): string {
  return `arn:aws:iam::123456789012:role/${name}`;
}

/** The statements of a policy of one recorded resource. */
export function statements(policy: string): any[] {
  const { Version, Statement } = JSON.parse(policy);
  if (Version !== "2012-10-17") throw new Error(`policy of version ${Version}`);
  return Statement;
}
