import { HighAvailabilityType } from "../arguments/highAvailability";
import { mustBeWhole } from "../validation/forms";
import type { Problem } from "../validation/problem";
import { type ClusterRule, clusterRule, clusterRuleOfKinds, type Subject } from "./subject";

/** Replicas and CPU of JobManagers and TaskManagers. */
export const PROCESSES_RULES: ClusterRule[] = [
  ...(["jobManager", "taskManager"] as const).map((process) =>
    clusterRule(
      "processes.replicas",
      "A number of processes that is not whole or below 1.",
      [`${process}.replicas`],
      ({ args }) => mustBeWhole(`${process}.replicas`, args[process]?.replicas, 1),
    ),
  ),
  clusterRule("processes.slots", "A number of slots that is not whole or below 1.", ["taskManager.slots"], ({ args }) =>
    mustBeWhole("taskManager.slots", args.taskManager?.slots, 1),
  ),
  clusterRule(
    "processes.replicas-need-ha",
    "Several JobManagers without high availability: each would run the job.",
    ["jobManager.replicas", "highAvailability.type"],
    ({ spec: { jobManager, highAvailability } }) =>
      highAvailability.type === HighAvailabilityType.None &&
      jobManager.replicas > 1 && {
        path: "jobManager.replicas",
        value: jobManager.replicas,
        allowed: `1 with highAvailability.type ${HighAvailabilityType.None}: without an election each JobManager would run the job`,
        fix: `Set highAvailability.type to ${HighAvailabilityType.Kubernetes} or jobManager.replicas to 1.`,
      },
  ),
  ...(["jobManager", "taskManager"] as const).map((process) =>
    clusterRuleOfKinds(
      {
        "processes.cpu": "CPUs that are not in Kubernetes' notation or not above 0.",
        "processes.cpu-limit-below-request": "A CPU limit below the request.",
      },
      [`${process}.cpu`, `${process}.cpuLimit`],
      (subject) => cpuProblems(process, subject),
    ),
  ),
];

function cpuProblems(process: "jobManager" | "taskManager", { spec }: Subject): Problem[] {
  const { cpu, cpuLimit } = spec[process];
  const given = { cpu, ...(cpuLimit !== undefined && { cpuLimit }) };
  const unreadable = Object.entries(given).filter(([, value]) => !(millicores(value) > 0));
  if (unreadable.length > 0) {
    return unreadable.map(([key, value]) => ({
      rule: "processes.cpu",
      path: `${process}.${key}`,
      value,
      allowed: "CPUs above 0 in Kubernetes' notation: 2, 0.5 or 500m",
      fix: `Give ${process}.${key} in CPUs or, with the suffix m, in thousandths.`,
    }));
  }
  if (cpuLimit === undefined || millicores(cpu) <= millicores(cpuLimit)) return [];
  return [
    {
      rule: "processes.cpu-limit-below-request",
      path: `${process}.cpuLimit`,
      value: cpuLimit,
      allowed: `at least ${process}.cpu, ${cpu}`,
      fix: `Raise ${process}.cpuLimit, lower ${process}.cpu, or leave the limit out.`,
    },
  ];
}

/** NaN for what is no quantity. */
function millicores(quantity: string): number {
  const [, digits, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(quantity) ?? [];
  return Number(digits) * (milli ? 1 : 1000);
}
