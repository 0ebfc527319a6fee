import type * as pulumi from "@pulumi/pulumi";
import { type S3Plugin, S3Profile, type StateStorageArgs, StorageIdentityType } from "../arguments/storage";
import { DEFAULT_PLUGIN } from "./s3Plugins";
import { defaultRegion } from "./stores";

/** The argument `storage` once every Output is resolved. */
type PlainStorage = pulumi.Unwrap<StateStorageArgs>;

/** The storage of the state. */
export interface StorageSpec {
  readonly uri: string;
  readonly plugin: S3Plugin;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyleAccess: boolean;
  readonly profile?: S3Profile;
  readonly trustedCertificates?: { readonly configMap: string; readonly key: string };
  /** Without the roles: they are often unknown at preview. */
  readonly identity?: { readonly type: StorageIdentityType };
  readonly credentialsSecret?: {
    readonly name: string;
    readonly accessKeyIdKey: string;
    readonly secretAccessKeyKey: string;
  };
  readonly options: Record<string, string>;
}

/** Takes every default of the storage. */
export function storageSpec(args: PlainStorage | undefined): StorageSpec {
  const secret = args?.credentialsSecret;
  const certificates = args?.trustedCertificates;
  const plugin = args?.plugin ?? DEFAULT_PLUGIN;
  const profile = args?.profile ?? (args?.endpoint === undefined ? S3Profile.Aws : undefined);
  const identity = args?.identity?.type ?? (secret && StorageIdentityType.StaticKeys);
  return {
    uri: args?.uri as string,
    plugin,
    endpoint: args?.endpoint,
    region: args?.region ?? defaultRegion(profile, plugin),
    pathStyleAccess: args?.pathStyleAccess ?? args?.endpoint !== undefined,
    profile,
    trustedCertificates: certificates && { configMap: certificates.configMap, key: certificates.key ?? "ca.crt" },
    identity: identity && { type: identity },
    credentialsSecret: secret && {
      name: secret.name,
      accessKeyIdKey: secret.accessKeyIdKey ?? "AWS_ACCESS_KEY_ID",
      secretAccessKeyKey: secret.secretAccessKeyKey ?? "AWS_SECRET_ACCESS_KEY",
    },
    options: args?.options ?? {},
  };
}
