import { defaultConfiguration, ownedConfiguration } from "../configuration/flinkConfiguration";
import { PORT_KEYS, PORTS } from "../configuration/ports";
import { argumentOfPluginKey } from "../configuration/storage";
import { stateFolders } from "../model/stateFolders";
import { names } from "../model/names";
import { APPLICATION_STANDALONE } from "../modes";
import { parseDuration } from "../notation/duration";
import { keyPrefixProblems } from "./keyPrefixes";
import { flinkConfigurationPath, type Problem } from "../validation/problem";
import type { ClusterRule, Subject } from "./subject";
import { isSensitive } from "../validation/sensitive";
import { wholeNumberProblems } from "./wholeNumber";

/** What decides keys of the configuration; the roles of the storage's identity, often unknown at preview, do not. */
const CONFIGURATION = [
  "flinkConfiguration",
  ...[
    "uri",
    "plugin",
    "endpoint",
    "region",
    "pathStyleAccess",
    "profile",
    "identity.type",
    "credentialsSecret",
    "options",
  ].map((key) => `storage.${key}`),
  "highAvailability",
  "flinkVersion",
];

/** Checkpoints and the Flink configuration as a whole. */
export const CONFIGURATION_RULES: ClusterRule[] = [
  { reads: ["checkpoints.interval"], check: (subject) => durationProblems("interval", subject) },
  { reads: ["checkpoints.timeout"], check: (subject) => durationProblems("timeout", subject) },
  {
    reads: ["checkpoints.retained"],
    check: ({ args }) =>
      wholeNumberProblems("checkpoints.retained", "checkpoints.retained", args.checkpoints?.retained, 1),
  },
  { reads: CONFIGURATION, check: ownedProblems },
  { reads: CONFIGURATION, check: collisionProblems },
  {
    reads: ["flinkConfiguration"],
    check: ({ spec }) => sensitiveProblems(spec.flinkConfiguration, flinkConfigurationPath),
  },
  { reads: ["storage.options"], check: ({ spec }) => sensitiveProblems(spec.storage.options, storageOptionPath) },
  { reads: ["flinkConfiguration"], check: portProblems },
];

function durationProblems(key: "interval" | "timeout", { spec }: Subject): Problem[] {
  const value = spec.checkpoints[key];
  const reading = parseDuration(value);
  const problem = (allowed: string, fix: string): Problem => ({
    rule: "checkpoints.duration",
    path: `checkpoints.${key}`,
    value,
    allowed,
    fix,
  });
  if (reading.complaint) return [problem(reading.complaint.allowed, reading.complaint.fix)];
  // Flink refuses shorter intervals than 10 ms when the job starts.
  return reading.value >= 10
    ? []
    : [problem("10 ms or longer", `Set checkpoints.${key} to a Flink duration such as "10 s".`)];
}

/** Keys that the component sets, and the argument that decides them where there is one. */
const ARGUMENT_OF: Record<string, string> = {
  "high-availability.type": "highAvailability.type",
  "high-availability.storageDir": "storage.uri",
  "high-availability.cluster-id": "clusterId",
  "high-availability.kubernetes.leader-election.lease-duration": "highAvailability.leaseDuration",
  "high-availability.kubernetes.leader-election.renew-deadline": "highAvailability.renewDeadline",
  "high-availability.kubernetes.leader-election.retry-period": "highAvailability.retryPeriod",
  "kubernetes.cluster-id": "clusterId",
  "kubernetes.namespace": "namespace",
  "jobmanager.memory.process.size": "jobManager.memory",
  "taskmanager.memory.process.size": "taskManager.memory",
  "taskmanager.numberOfTaskSlots": "taskManager.slots",
  "parallelism.default": "job.parallelism",
  "execution.checkpointing.dir": "storage.uri",
  "execution.checkpointing.savepoint-dir": "storage.uri",
  "execution.checkpointing.interval": "checkpoints.interval",
  "execution.checkpointing.timeout": "checkpoints.timeout",
  "execution.checkpointing.num-retained": "checkpoints.retained",
};

function argumentOf(key: string): string | undefined {
  return ARGUMENT_OF[key] ?? argumentOfPluginKey(key);
}

function ownedProblems({ spec, clusterId, args }: Subject): Problem[] {
  const owned = new Set([
    ...Object.keys(owns(spec, clusterId, args.namespace)),
    ...APPLICATION_STANDALONE.reservedKeys,
  ]);
  return Object.entries(spec.flinkConfiguration)
    .filter(([key]) => owned.has(key) || argumentOf(key) !== undefined)
    .map(([key, value]) => {
      const argument = argumentOf(key);
      return {
        rule: "configuration.owned-key",
        path: flinkConfigurationPath(key),
        value,
        allowed: argument ? `this setting by ${argument} only` : "any key but those that the component must set itself",
        fix: argument ? `Remove the key and set ${argument}.` : "Remove the key.",
      };
    });
}

/** Looks at the merged configuration, but a user's key is the one to change. */
function collisionProblems({ spec, clusterId, args }: Subject): Problem[] {
  const merged = { ...defaultConfiguration(), ...spec.flinkConfiguration, ...owns(spec, clusterId, args.namespace) };
  const pathOf = (key: string) => {
    if (key in spec.storage.options) return storageOptionPath(key);
    return (key in spec.flinkConfiguration ? undefined : argumentOf(key)) ?? flinkConfigurationPath(key);
  };
  return keyPrefixProblems(merged, pathOf);
}

function owns(spec: Subject["spec"], clusterId: string, namespace: string): Record<string, string> {
  const identity = { clusterId, namespace, generation: 1 };
  const folders = stateFolders(spec.storage.uri ?? "", identity, "");
  return {
    ...ownedConfiguration({ spec, identity, names: names(identity) }, folders),
    ...APPLICATION_STANDALONE.ownedKeys,
  };
}

function sensitiveProblems(configuration: Record<string, string>, pathOf: (key: string) => string): Problem[] {
  return (
    Object.keys(configuration)
      // A switch such as security.delegation.tokens.enabled is no secret.
      .filter((key) => isSensitive(key) && !/^(true|false)$/.test(configuration[key]))
      .map((key) => ({
        rule: "configuration.sensitive-key",
        path: pathOf(key),
        value: "(not shown)",
        allowed: "keys that are no secrets: the configuration is a ConfigMap",
        fix: "Remove the key. S3 keys belong into a Secret named by storage.credentialsSecret.",
      }))
  );
}

function portProblems({ spec }: Subject): Problem[] {
  const taken = new Map(Object.entries(PORT_KEYS).map(([port, key]) => [PORTS[port as keyof typeof PORTS], key]));
  return Object.entries(spec.flinkConfiguration).flatMap(([key, value]) => {
    if (!key.endsWith(".port") || Object.values(PORT_KEYS).includes(key)) return [];
    const path = flinkConfigurationPath(key);
    const bounds = /^(\d+)(?:-(\d+))?$/.exec(value);
    const [from, to] = bounds ? [Number(bounds[1]), Number(bounds[2] ?? bounds[1])] : [NaN, NaN];
    if (!(from >= 1024 && to <= 65535 && from <= to) && value !== "0") {
      return [
        {
          rule: "ports.range",
          path,
          value,
          allowed: "0 or a port or range of ports from 1024 to 65535, such as 9249",
          fix: "Give a port that a process without root may open.",
        },
      ];
    }
    const clash = [...taken].find(([port]) => port >= from && port <= to);
    if (clash === undefined) return [];
    return [
      {
        rule: "ports.taken",
        path,
        value,
        allowed: `any port but ${[...taken.keys()].sort().join(", ")}, which Flink's own services use`,
        fix: `Choose another port; ${clash[0]} is ${clash[1]}.`,
      },
    ];
  });
}

function storageOptionPath(key: string): string {
  return `storage.options[${JSON.stringify(key)}]`;
}
