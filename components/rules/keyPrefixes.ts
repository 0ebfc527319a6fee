import { flinkConfigurationPath, type Problem } from "../validation/problem";

/**
 * Keys of Flink 1.x that are parents of newer keys, with the key that took their place (Flink 2.3 still reads the old ones).
 * Written as YAML, such a parent can have either its own value or the newer keys below it.
 */
export const DEPRECATED_PARENTS: Record<string, string> = {
  "classloader.parent-first-patterns": "classloader.parent-first-patterns.default",
  "cleanup-strategy": "cleanup-strategy.type",
  "env.java.opts": "env.java.opts.all",
  "execution.buffer-timeout": "execution.buffer-timeout.interval",
  "execution.checkpointing.unaligned": "execution.checkpointing.unaligned.enabled",
  "high-availability": "high-availability.type",
  "kubernetes.container.image": "kubernetes.container.image.ref",
  "kubernetes.jobmanager.cpu": "kubernetes.jobmanager.cpu.amount",
  "kubernetes.taskmanager.cpu": "kubernetes.taskmanager.cpu.amount",
  "pipeline.operator-chaining": "pipeline.operator-chaining.enabled",
  "restart-strategy": "restart-strategy.type",
  "state.backend": "state.backend.type",
};

/**
 * Checks a flat Flink configuration for keys that are the parent of another one (`s3.endpoint` and `s3.endpoint.region`):
 * when Flink writes the configuration again, as nested YAML, one of the two is silently lost.
 * Old parents of newer keys are refused even alone, so that the newer ones can be added later.
 */
export function keyPrefixProblems(configuration: Record<string, unknown>, pathOf = flinkConfigurationPath): Problem[] {
  const keys = Object.keys(configuration).sort();
  return keys.flatMap((key) => {
    const replacement = Object.hasOwn(DEPRECATED_PARENTS, key) ? DEPRECATED_PARENTS[key] : undefined;
    const below = keys.filter((other) => other.startsWith(`${key}.`));
    const problem = (rule: string, allowed: string, fix: string): Problem => ({
      rule,
      path: pathOf(key),
      value: configuration[key],
      allowed,
      fix,
    });
    if (replacement !== undefined) {
      return [
        problem(
          "flink-configuration.deprecated-parent-key",
          `${pathOf(replacement)} instead`,
          `Rename ${pathOf(key)} to ${pathOf(replacement)}.`,
        ),
      ];
    }
    if (below.length === 0) return [];
    return [
      problem(
        "flink-configuration.key-prefix-collision",
        `a key without others below it, but there is also ${below.map(pathOf).join(", ")}`,
        `Remove ${pathOf(key)}, or every key below it, or use another spelling of the option that Flink knows.`,
      ),
    ];
  });
}
