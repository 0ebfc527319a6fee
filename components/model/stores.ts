import { S3Plugin, S3Profile } from "../arguments/storage";

type Options = Record<string, string>;

/** S3A keeps the empty object that it writes for each directory, instead of deleting it when the directory gets a file. */
export const KEEP_MARKERS: Options = { "fs.s3a.directory.marker.retention": "keep" };

/**
 * Bodies as they are, their SHA-256 in the signature. Else the AWS SDK 2 sends signed chunks with a checksum behind
 * them, which Amazon S3 knows since 2022 and these stores in their newer versions only.
 */
const PLAIN_BODIES: Options = { "s3.chunked-encoding.enabled": "false", "s3.checksum-validation.enabled": "false" };

/** What a store needs of each plugin beyond what Amazon S3 needs; where nothing stands the plugin's defaults work. */
const QUIRKS: Record<S3Profile, Partial<Record<S3Plugin, Options>>> = {
  [S3Profile.Aws]: {
    // Sends an ACL with every object, "private" by default: not what buckets without ACLs, as they are now, accept.
    [S3Plugin.Presto]: { "s3.upload-acl-type": "BUCKET_OWNER_FULL_CONTROL" },
  },
  [S3Profile.Versitygw]: {
    // A marker is a directory of the file system behind it: not empty, it cannot be deleted, and S3A tries forever.
    [S3Plugin.Hadoop]: KEEP_MARKERS,
  },
  [S3Profile.Minio]: {
    // Keeping markers saves one request for every level of every new file; Hadoop 3.4 never deletes them.
    [S3Plugin.Hadoop]: KEEP_MARKERS,
    [S3Plugin.Native]: PLAIN_BODIES,
  },
  [S3Profile.Ceph]: {
    // As for MinIO: deletions in the index of a bucket are what the object gateway is slow at.
    [S3Plugin.Hadoop]: KEEP_MARKERS,
    [S3Plugin.Native]: PLAIN_BODIES,
  },
};

/** The plugin's options without which it fails on a store, or loads it needlessly. */
export function profileOptions(profile: S3Profile | undefined, plugin: S3Plugin): Options {
  return (profile && QUIRKS[profile]?.[plugin]) ?? {};
}

/** Whether a store is another than Amazon S3, by its profile. */
export function isOtherStore(profile: S3Profile | undefined): boolean {
  return profile !== undefined && profile !== S3Profile.Aws;
}

/**
 * The region where none is given. The AWS SDK 2 does not start without one; stores other than Amazon S3 take this one
 * unless they are set up otherwise.
 */
export function defaultRegion(profile: S3Profile | undefined, plugin: S3Plugin): string | undefined {
  return plugin === S3Plugin.Native && isOtherStore(profile) ? "us-east-1" : undefined;
}
