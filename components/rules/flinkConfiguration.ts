import { defaultConfiguration, ownedConfiguration } from "../configuration/flinkConfiguration";
import { clusterSpec, type PlainArgs } from "../model/clusterSpec";
import { names } from "../model/names";
import { stateFolders } from "../model/stateFolders";
import { APPLICATION_STANDALONE } from "../modes";
import { type Finding, flinkConfigurationPath, type Problem } from "../validation/problem";
import { isSensitive } from "../validation/sensitive";
import { argumentOf } from "./keyOwners";
import { keyPrefixProblems } from "./keyPrefixes";
import { portProblems } from "./ports";
import { type ClusterRule, clusterRule, clusterRuleOfKinds, type Subject } from "./subject";

/** What decides which keys the configuration has; the roles of the storage's identity, often unknown at preview, do not. */
const KEYS = [
  "flinkConfiguration",
  "flinkVersion",
  "highAvailability",
  ...[
    "plugin",
    "endpoint",
    "region",
    "pathStyleAccess",
    "profile",
    "identity.type",
    "credentialsSecret",
    "options",
  ].map((key) => `storage.${key}`),
];

/** What decides only values. */
const VALUES = [
  "clusterId",
  "namespace",
  "storage.uri",
  "jobManager.memory",
  "taskManager.memory",
  "taskManager.slots",
  "taskManager.replicas",
  "job.parallelism",
  "checkpoints",
];

const SENSITIVE_KEY = [
  "flink-configuration.sensitive-key",
  "A key whose value is a secret: the configuration is a ConfigMap.",
] as const;

/** The Flink configuration as a whole. */
export const FLINK_CONFIGURATION_RULES: ClusterRule[] = [
  clusterRule(
    "flink-configuration.owned-key",
    "A key that the component sets itself, usually from another argument.",
    KEYS,
    ownedKeys,
  ),
  clusterRuleOfKinds(
    {
      "flink-configuration.key-prefix-collision":
        "A key that is the parent of another one: Flink would lose one of the two.",
      "flink-configuration.deprecated-parent-key":
        "A key of Flink 1 that is the parent of the key that took its place.",
    },
    [...KEYS, ...VALUES],
    collisionProblems,
  ),
  clusterRule(...SENSITIVE_KEY, ["flinkConfiguration"], ({ spec }) =>
    sensitiveKeys(spec.flinkConfiguration, flinkConfigurationPath),
  ),
  clusterRule(...SENSITIVE_KEY, ["storage.options"], ({ spec }) =>
    sensitiveKeys(spec.storage.options, storageOptionPath),
  ),
  clusterRuleOfKinds(
    {
      "flink-configuration.port-range": "A port that is not a number, or that a process without root may not open.",
      "flink-configuration.port-taken": "A port that Flink's own services use.",
    },
    ["flinkConfiguration"],
    ({ spec }) => portProblems(spec.flinkConfiguration),
  ),
];

function ownedKeys({ spec }: Subject): Finding[] {
  const { storage, highAvailability, flinkVersion } = spec;
  // What decides only values is left to its defaults: it may be unknown.
  const decisive = { ...clusterSpec({} as PlainArgs), storage, highAvailability, flinkVersion };
  const owned = new Set([
    ...Object.keys(configurationOf(decisive, "", "", "")),
    ...APPLICATION_STANDALONE.reservedKeys,
  ]);
  return Object.entries(spec.flinkConfiguration)
    .filter(([key]) => owned.has(key) || argumentOf(key) !== undefined)
    .map(([key, value]) => {
      const argument = argumentOf(key);
      return {
        path: flinkConfigurationPath(key),
        value,
        allowed: argument ? `this setting by ${argument} only` : "any key but those that the component must set itself",
        fix: argument ? `Remove the key and set ${argument}.` : "Remove the key.",
      };
    });
}

/** Looks at the merged configuration, but a user's key is the one to change. */
function collisionProblems({ spec, clusterId, args }: Subject): Problem[] {
  const merged = {
    ...defaultConfiguration(),
    ...spec.flinkConfiguration,
    ...configurationOf(spec, clusterId, args.namespace, spec.storage.uri),
  };
  const pathOf = (key: string) => {
    if (key in spec.storage.options) return storageOptionPath(key);
    return (key in spec.flinkConfiguration ? undefined : argumentOf(key)) ?? flinkConfigurationPath(key);
  };
  return keyPrefixProblems(merged, pathOf);
}

function configurationOf(spec: Subject["spec"], clusterId: string, namespace: string, uri: string) {
  const identity = { clusterId, namespace, generation: 1 };
  return {
    ...ownedConfiguration({ spec, identity, names: names(identity) }, stateFolders(uri, identity, "")),
    ...APPLICATION_STANDALONE.ownedKeys,
  };
}

function sensitiveKeys(configuration: Record<string, string>, pathOf: (key: string) => string): Finding[] {
  return (
    Object.keys(configuration)
      // A switch such as security.delegation.tokens.enabled is no secret.
      .filter((key) => isSensitive(key) && !/^(true|false)$/.test(configuration[key]))
      .map((key) => ({
        path: pathOf(key),
        value: "(not shown)",
        allowed: "keys that are no secrets: the configuration is a ConfigMap",
        fix: "Remove the key. S3 keys belong into a Secret named by storage.credentialsSecret.",
      }))
  );
}

function storageOptionPath(key: string): string {
  return `storage.options[${JSON.stringify(key)}]`;
}
