import { CreateClusterCommand, EKSClient } from "@aws-sdk/client-eks";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { S3StateStorageArgs } from "../../../components/arguments/s3StateStorage";
import { StorageIdentityType } from "../../../components/arguments/storage";
import type { AwsStack } from "./awsStack";
import type { SimulatedAws } from "./server/simulatedAws";

/** What the tests' storages have in common. */
export const REGION = "eu-central-1";
export const BUCKET = "orders-flink-state";
export const OIDC_PROVIDER = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE";

interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Configures the test program's storage: a bucket for the cluster flink/orders and roles by IRSA, changed by `changes`. */
export function configureStorage(
  stack: AwsStack,
  changes: Partial<S3StateStorageArgs> = {},
  provider: Record<string, unknown> = {},
): AwsStack {
  const storage: S3StateStorageArgs = {
    cluster: { clusterId: "orders", namespace: "flink" },
    bucketName: BUCKET,
    identity: { type: StorageIdentityType.Irsa, oidcProviderArn: OIDC_PROVIDER },
    tags: { service: "orders" },
    ...changes,
  };
  return stack.configure({ "aws:region": REGION, ...provider, "aws-state:stateStorage": storage });
}

/** Clients that see the simulated AWS as an administrator of an account does; of the stack's, unless others' keys are given. */
export function administrator(aws: SimulatedAws, credentials: Keys = KEYS, region = REGION) {
  const settings = { region, endpoint: aws.endpoint, credentials };
  return {
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    iam: new IAMClient(settings),
    kms: new KMSClient(settings),
    eks: new EKSClient(settings),
  };
}

/** Makes an EKS cluster, as far as its name goes. */
export async function createEksCluster(aws: SimulatedAws, name: string, region = REGION): Promise<void> {
  const roleArn = "arn:aws:iam::123456789012:role/eks";
  const resourcesVpcConfig = { subnetIds: [] };
  await administrator(aws, KEYS, region).eks.send(new CreateClusterCommand({ name, roleArn, resourcesVpcConfig }));
}

const KEYS = { accessKeyId: "administrator", secretAccessKey: "administrator" };

/** Keys of somebody in another account. */
export async function strangersKeys(aws: SimulatedAws): Promise<Keys> {
  const sts = new STSClient({ region: REGION, endpoint: aws.endpoint, credentials: KEYS });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: "arn:aws:iam::999999999999:role/stranger", RoleSessionName: "stranger" }),
  );
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken,
  };
}
