import { S3Plugin } from "../arguments/storage";
import type { StorageSpec } from "../model/storageSpec";
import { profileOptions } from "../model/stores";
import { credentialsOptions } from "./storageIdentity";

/**
 * The plugin's options, those of the user last. Keys never are among them: they come from the environment or the
 * pod's identity.
 */
export function storageConfiguration(storage: StorageSpec, flinkVersion: string): Record<string, string> {
  return {
    ...locationOptions(storage),
    ...profileOptions(storage.profile, storage.plugin),
    ...credentialsOptions(storage, flinkVersion),
    ...storage.options,
  };
}

function locationOptions({ plugin, endpoint, region, pathStyleAccess }: StorageSpec): Record<string, string> {
  const keys = LOCATION_KEYS[plugin];
  const url = endpoint ?? (keys.followsBucket && region !== undefined ? awsEndpoint(region) : undefined);
  return {
    ...(url !== undefined && { "s3.endpoint": url }),
    ...(region !== undefined && keys.region !== undefined && { [keys.region]: region }),
    ...(pathStyleAccess && { [keys.pathStyleAccess]: "true" }),
  };
}

/**
 * Keys of where the bucket is. Without an endpoint, hadoop and presto look at the bucket itself before other requests to
 * find its region, whatever region is configured: that needs a right that Flink has no other use for.
 */
const LOCATION_KEYS: Record<S3Plugin, { region?: string; pathStyleAccess: string; followsBucket: boolean }> = {
  // s3.endpoint.region, the other spelling, would stand below s3.endpoint.
  [S3Plugin.Hadoop]: { region: "fs.s3a.endpoint.region", pathStyleAccess: "s3.path.style.access", followsBucket: true },
  [S3Plugin.Presto]: { pathStyleAccess: "s3.path.style.access", followsBucket: true },
  [S3Plugin.Native]: { region: "s3.region", pathStyleAccess: "s3.path-style-access", followsBucket: false },
};

/** Amazon S3 of a region. */
function awsEndpoint(region: string): string {
  return `https://s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}

/** What each option of a plugin that an argument decides is called, without its prefix, and the argument. */
const ARGUMENT_OF_OPTION: Record<string, string> = {
  endpoint: "storage.endpoint",
  "endpoint.value": "storage.endpoint",
  "path.style.access": "storage.pathStyleAccess",
  "path-style-access": "storage.pathStyleAccess",
  region: "storage.region",
  "endpoint.region": "storage.region",
  "aws.credentials.provider": "storage.identity",
  "credentials-provider": "storage.identity",
  "use-instance-credentials": "storage.identity",
};

/** Prefixes of the plugins' keys. Each plugin knows several for the same option. */
const PLUGIN_PREFIX = /^(s3|s3a|s3n|fs\.s3a|fs\.s3|presto\.s3)\./;

/** Whether a key is one of the S3 plugins. */
export function isPluginKey(key: string): boolean {
  return PLUGIN_PREFIX.test(key);
}

/** The argument that decides a key of an S3 plugin, if one does. */
export function argumentOfPluginKey(key: string): string | undefined {
  return isPluginKey(key) ? ARGUMENT_OF_OPTION[key.replace(PLUGIN_PREFIX, "")] : undefined;
}
