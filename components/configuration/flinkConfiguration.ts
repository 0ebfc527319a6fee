import type { Cluster } from "../model/cluster";
import type { StateFolders } from "../model/stateFolders";
import { highAvailabilityConfiguration } from "./highAvailability";
import { JAVA_OPTIONS } from "./java";
import { PORTS, PORT_KEYS } from "./ports";
import { storageConfiguration } from "./storage";

/** Keys of Flink's configuration with their values, flat. */
export type FlinkKeys = Record<string, string>;

/**
 * The complete Flink configuration of a cluster, with the keys that its mode sets. The user's keys cannot hide the
 * component's: rules refuse them.
 */
export function flinkConfiguration(cluster: Cluster, folders: StateFolders, ofMode: FlinkKeys): FlinkKeys {
  return {
    ...defaultConfiguration(),
    ...cluster.spec.flinkConfiguration,
    ...ownedConfiguration(cluster, folders),
    ...ofMode,
  };
}

/** Values that a user may override by `flinkConfiguration`. */
export function defaultConfiguration(): FlinkKeys {
  return {
    "env.java.opts.all": JAVA_OPTIONS,
    "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
    // Names of pods do not resolve backwards everywhere, and each failed look-up blocks the JobManager for 10 s.
    "jobmanager.retrieve-taskmanager-hostname": "false",
    "web.submit.enable": "false",
  };
}

/** Values that follow from other arguments or from how the component deploys Flink. */
export function ownedConfiguration(cluster: Cluster, folders: StateFolders): FlinkKeys {
  const { spec } = cluster;
  return {
    ...ports(),
    ...highAvailabilityConfiguration(cluster, folders),
    ...storageConfiguration(spec.storage, spec.flinkVersion),
    "jobmanager.bind-host": "0.0.0.0",
    "jobmanager.memory.process.size": spec.jobManager.memory,
    "taskmanager.bind-host": "0.0.0.0",
    "taskmanager.memory.process.size": spec.taskManager.memory,
    "taskmanager.numberOfTaskSlots": String(spec.taskManager.slots),
    "rest.bind-address": "0.0.0.0",
    "parallelism.default": String(spec.job.parallelism),
    "execution.checkpointing.dir": folders.checkpoints,
    "execution.checkpointing.savepoint-dir": folders.savepoints,
    "execution.checkpointing.interval": spec.checkpoints.interval,
    "execution.checkpointing.timeout": spec.checkpoints.timeout,
    "execution.checkpointing.num-retained": String(spec.checkpoints.retained),
  };
}

function ports(): FlinkKeys {
  return Object.fromEntries(
    Object.entries(PORT_KEYS).map(([port, key]) => [key, String(PORTS[port as keyof typeof PORTS])]),
  );
}

/**
 * config.yaml in flat form with sorted keys, so that equal configurations are equal files. A JSON string is a
 * YAML string: quoting every value leaves nothing to YAML's guesses.
 */
export function renderConfiguration(configuration: FlinkKeys): string {
  return Object.keys(configuration)
    .sort()
    .map((key) => `${key}: ${JSON.stringify(configuration[key])}\n`)
    .join("");
}
