import { PORT_KEYS, PORTS } from "../configuration/ports";
import { flinkConfigurationPath, type Problem } from "../validation/problem";

/** Checks the ports of a Flink configuration: those of reporters and others that are no service of Flink's. */
export function portProblems(configuration: Record<string, string>): Problem[] {
  const taken = new Map(Object.entries(PORT_KEYS).map(([port, key]) => [PORTS[port as keyof typeof PORTS], key]));
  return Object.entries(configuration).flatMap(([key, value]) => {
    if (!key.endsWith(".port") || Object.values(PORT_KEYS).includes(key)) return [];
    const path = flinkConfigurationPath(key);
    const bounds = /^(\d+)(?:-(\d+))?$/.exec(value);
    const [from, to] = bounds ? [Number(bounds[1]), Number(bounds[2] ?? bounds[1])] : [NaN, NaN];
    if (!(from >= 1024 && to <= 65535 && from <= to) && value !== "0") {
      return {
        rule: "flink-configuration.port-range",
        path,
        value,
        allowed: "0 or a port or range of ports from 1024 to 65535, such as 9249",
        fix: "Give a port that a process without root may open.",
      };
    }
    const clash = [...taken].find(([port]) => port >= from && port <= to);
    if (clash === undefined) return [];
    return {
      rule: "flink-configuration.port-taken",
      path,
      value,
      allowed: `any port but ${[...taken.keys()].sort().join(", ")}, which Flink's own services use`,
      fix: `Choose another port; ${clash[0]} is ${clash[1]}.`,
    };
  });
}
