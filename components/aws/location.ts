import * as pulumi from "@pulumi/pulumi";
import type { S3StateLocation } from "../arguments/location";
import { S3Plugin, StorageIdentityType } from "../arguments/storage";
import { DEFAULT_PLUGIN } from "../model/s3Plugins";
import { stateOwner } from "../model/stateOwner";
import { KEEP_MARKERS } from "../model/stores";
import type { StateBucket } from "./bucket";
import type { StateStorageInputs } from "./inputs";
import { ready } from "./ready";
import type { PodRoles } from "./roles";
import { DEFAULT_FOLDER } from "./spec";

/**
 * Options of the plugin under these policies. S3A's own way, to delete the markers of all folders above each file that
 * it writes, is refused above the cluster's root, and on a versioned bucket each such request leaves another version.
 */
export function stateOptions(plugin: S3Plugin): Record<string, string> {
  return plugin === S3Plugin.Hadoop ? KEEP_MARKERS : {};
}

/** What a FlinkCluster needs to know of its place: each from the arguments it needs, so that others may be unknown. */
export function stateLocation(
  { args, region }: StateStorageInputs,
  bucket: StateBucket,
  roles: PodRoles,
  granted: pulumi.Resource[],
): S3StateLocation {
  const { type } = args.identity;
  const name = ready(bucket.name, granted);
  const plugin = pulumi.output(args.plugin).apply((given) => given ?? DEFAULT_PLUGIN);
  return {
    uri: pulumi
      .all([name, args.folder])
      .apply(([bucket, folder = DEFAULT_FOLDER]) => `s3://${bucket}${folder === "" ? "" : `/${folder}`}`),
    plugin,
    region,
    pathStyleAccess: bucket.name.apply((bucket) => bucket.includes(".")),
    identity: {
      type: pulumi.output(type),
      // With Pod Identity EKS tells the pods; with IRSA they must name the role.
      ...(type === StorageIdentityType.Irsa && {
        jobManagerRoleArn: ready(roles.jobmanager.arn, granted),
        taskManagerRoleArn: ready(roles.taskmanager.arn, granted),
      }),
    },
    cluster: pulumi.output(args.cluster).apply(stateOwner),
    options: pulumi.all([plugin, args.options]).apply(([chosen, own]) => ({ ...stateOptions(chosen), ...own })),
  };
}
