import { S3Plugin, StorageIdentityType } from "../arguments/storage";
import type { StorageSpec } from "../model/storageSpec";

/** How S3A gets its keys, by classes of the AWS SDK for Java 1. */
const SDK_1: Record<StorageIdentityType, string> = {
  // S3A's own list of providers lacks it.
  [StorageIdentityType.Irsa]: "com.amazonaws.auth.WebIdentityTokenCredentialsProvider",
  // Asks the agent that the environment names, and only without one the instance metadata.
  [StorageIdentityType.PodIdentity]: "com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper",
  [StorageIdentityType.StaticKeys]: "com.amazonaws.auth.EnvironmentVariableCredentialsProvider",
  [StorageIdentityType.InstanceProfile]: "com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper",
};

/**
 * Plugins that must be told how, by minor version of Flink: Flink 2.4 moves flink-s3-fs-hadoop to the AWS SDK 2, whose
 * classes have other names (FLINK-30975). flink-s3-fs-presto and flink-s3-fs-native need no telling: their SDK looks
 * for keys in the environment, a web identity, an agent and the instance metadata, in this order, and the pods' environment
 * leaves one of them.
 */
const PROVIDERS: Record<string, Partial<Record<S3Plugin, Record<StorageIdentityType, string>>>> = {
  "2.2": { [S3Plugin.Hadoop]: SDK_1 },
  "2.3": { [S3Plugin.Hadoop]: SDK_1 },
};

/** The plugin's options of an identity. */
export function credentialsOptions({ plugin, identity }: StorageSpec, flinkVersion: string): Record<string, string> {
  const [minor] = /^\d+\.\d+/.exec(flinkVersion) ?? [""];
  const provider = identity && PROVIDERS[minor]?.[plugin]?.[identity.type];
  return provider === undefined ? {} : { "fs.s3a.aws.credentials.provider": provider };
}
