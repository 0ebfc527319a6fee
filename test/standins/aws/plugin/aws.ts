import { EKSClient } from "@aws-sdk/client-eks";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";

/** How AWS is reached: what the provider's configuration says; the rest the SDK takes from the environment. */
export interface Connection {
  region: string;
  endpoint: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
}

/** AWS's services in one region. */
export interface Aws {
  region: string;
  s3: S3Client;
  kms: KMSClient;
  iam: IAMClient;
  eks: EKSClient;
  sts: STSClient;
}

/** Clients by region; each says in its errors which operation failed. */
export function awsClients(connection: Connection): (region?: string) => Aws {
  const regions = new Map<string, Aws>();
  return (region = connection.region) => {
    const known = regions.get(region);
    if (known) return known;
    const settings = { ...connection, region };
    const aws: Aws = {
      region,
      s3: named(new S3Client({ ...settings, forcePathStyle: true })),
      kms: named(new KMSClient(settings)),
      iam: named(new IAMClient(settings)),
      eks: named(new EKSClient(settings)),
      sts: named(new STSClient(settings)),
    };
    regions.set(region, aws);
    return aws;
  };
}

/** What the SDK's clients have in common here. */
interface Client {
  middlewareStack: {
    add(middleware: (next: any, context: any) => any, options: { step: "initialize"; name: string }): void;
  };
}

/** An SDK's error says what is wrong, but not what was being done. */
function named<T extends Client>(client: T): T {
  const middleware =
    (next: (args: unknown) => Promise<unknown>, context: { clientName: string; commandName: string }) =>
    async (args: unknown) => {
      try {
        return await next(args);
      } catch (error) {
        const failure = error as AwsError;
        failure.operation = `${context.clientName.replace("Client", "")} ${context.commandName.replace("Command", "")}`;
        throw failure;
      }
    };
  client.middlewareStack.add(middleware, { step: "initialize", name: "namedErrors" });
  return client;
}

/** An answer of AWS that is an error. */
export interface AwsError extends Error {
  operation?: string;
  $metadata?: { httpStatusCode?: number; requestId?: string };
}

/** One line that says which operation AWS refused and why. */
export function describeError(error: unknown): string {
  const { name, message, operation, $metadata } = error as AwsError;
  if (operation === undefined) return message ?? String(error);
  return `${operation}: ${$metadata?.httpStatusCode ?? "no answer"} ${name}: ${message}`;
}

const NOT_FOUND = [
  "NotFound",
  "NotFoundException",
  "NoSuchBucket",
  "NoSuchBucketPolicy",
  "NoSuchEntity",
  "NoSuchEntityException",
  "NoSuchLifecycleConfiguration",
  "NoSuchPublicAccessBlockConfiguration",
  "NoSuchTagSet",
  "OwnershipControlsNotFoundError",
  "ResourceNotFoundException",
  "ServerSideEncryptionConfigurationNotFoundError",
];

/** Whether AWS says that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return NOT_FOUND.includes((error as AwsError).name);
}

/** The answer, or undefined where AWS says that there is no such thing. */
export async function ifFound<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
