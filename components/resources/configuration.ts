import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { flinkConfiguration, renderConfiguration } from "../configuration/flinkConfiguration";
import { loggingFiles } from "../configuration/logging";
import { contentName, lifeOf } from "../model/names";
import { stateFolders } from "../model/stateFolders";
import type { ClusterInputs } from "./inputs";

/**
 * Flink's conf folder as an immutable ConfigMap, named by its content: a change makes a new one, the pods that mount
 * it, and only then deletes the old one.
 */
export function createConfiguration(inputs: ClusterInputs, uid: pulumi.Output<string>): k8s.core.v1.ConfigMap {
  // At a preview in a namespace that does not exist yet the Service has no uid at all.
  const life: pulumi.Output<string> = uid.apply((known) => (known as string | undefined) ?? (pulumi.unknown as string));
  const files = pulumi.all([inputs.cluster, life]).apply(([cluster, uid]) => {
    const folders = stateFolders(cluster.spec.storage.uri, cluster.identity, lifeOf(uid));
    return {
      "config.yaml": renderConfiguration(flinkConfiguration(cluster, folders, inputs.mode.ownedKeys)),
      ...loggingFiles(cluster.spec.logLevel),
    };
  });
  const name = pulumi
    .all([inputs.names.configMapPrefix, files])
    .apply(([prefix, content]) => contentName(prefix, content));
  return new k8s.core.v1.ConfigMap(
    `${inputs.name}-config`,
    { metadata: inputs.metadata(name), data: files, immutable: true },
    inputs.child,
  );
}
