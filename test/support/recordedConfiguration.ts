import { parse } from "yaml";
import type { RecordedCluster } from "./recordedCluster";

/** The Flink configuration of a recorded cluster. */
export function configurationOf({ configMap }: RecordedCluster): Record<string, string> {
  return parse(configMap.inputs.data["config.yaml"]);
}

/** The part of a configuration whose keys start with one of the prefixes. */
export function under(configuration: Record<string, string>, ...prefixes: string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(configuration).filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix))),
  );
}
