import type { ClusterSpec } from "../model/clusterSpec";
import type { ClusterIdentity, Names } from "../model/names";
import { highAvailabilityConfiguration } from "./highAvailability";
import { JAVA_OPTIONS } from "./java";
import { PORTS, PORT_KEYS } from "./ports";
import { storageConfiguration } from "./storage";
import type { StateFolders } from "../model/stateFolders";

/** The complete Flink configuration of a cluster; the user's keys cannot hide the component's, see validation. */
export function flinkConfiguration(
  spec: ClusterSpec,
  identity: ClusterIdentity,
  names: Names,
  folders: StateFolders,
): Record<string, string> {
  return {
    ...defaultConfiguration(),
    ...spec.flinkConfiguration,
    ...ownedConfiguration(spec, identity, names, folders),
  };
}

/** Values that a user may override by `flinkConfiguration`. */
export function defaultConfiguration(): Record<string, string> {
  return {
    "env.java.opts.all": JAVA_OPTIONS,
    "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
    // Names of pods do not resolve backwards everywhere, and each failed look-up blocks the JobManager for 10 s.
    "jobmanager.retrieve-taskmanager-hostname": "false",
    "web.submit.enable": "false",
  };
}

/** Values that follow from other arguments or from how the component deploys Flink. */
export function ownedConfiguration(
  spec: ClusterSpec,
  identity: ClusterIdentity,
  names: Names,
  folders: StateFolders,
): Record<string, string> {
  return {
    ...ports(),
    ...highAvailabilityConfiguration(spec, identity, names, folders),
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
    // The Deployment keeps its pods alive: a JobManager that ends with its job would only be started again.
    "execution.shutdown-on-application-finish": "false",
  };
}

function ports(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(PORT_KEYS).map(([port, key]) => [key, String(PORTS[port as keyof typeof PORTS])]),
  );
}

/**
 * config.yaml in flat form with sorted keys, so that equal configurations are equal files. A JSON string is a
 * YAML string: quoting every value leaves nothing to YAML's guesses.
 */
export function renderConfiguration(configuration: Record<string, string>): string {
  return Object.keys(configuration)
    .sort()
    .map((key) => `${key}: ${JSON.stringify(configuration[key])}\n`)
    .join("");
}
