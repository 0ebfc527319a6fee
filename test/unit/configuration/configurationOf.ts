import { flinkConfiguration } from "../../../components/configuration/flinkConfiguration";
import type { Cluster } from "../../../components/model/cluster";
import { clusterSpec } from "../../../components/model/clusterSpec";
import { names } from "../../../components/model/names";
import { stateFolders } from "../../../components/model/stateFolders";
import { LEAST } from "../model/least";

/** Folders of one life of the cluster `demo`. */
export const FOLDERS = stateFolders(
  "s3://bucket/flink",
  { clusterId: "demo", namespace: "flink", generation: 1 },
  "12345678",
);

/** The cluster `demo` with arguments that differ from the least that it needs. */
export function clusterOf(changed: object = {}): Cluster {
  const args = { ...LEAST, ...changed };
  const identity = { clusterId: "demo", namespace: "flink", generation: args.generation ?? 1 };
  return { identity, names: names(identity), spec: clusterSpec(args) };
}

/** Its Flink configuration, without what a mode adds. */
export function configurationOf(changed: object = {}): Record<string, string> {
  return flinkConfiguration(clusterOf(changed), FOLDERS, {});
}

/** The part of it whose keys start with one of the prefixes. */
export function under(prefixes: string[], changed: object = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(configurationOf(changed)).filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix))),
  );
}
