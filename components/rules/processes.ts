import { HighAvailabilityType } from "../arguments/highAvailability";
import type { Problem } from "../validation/problem";
import type { ClusterRule, Subject } from "./subject";
import { wholeNumberProblems } from "./wholeNumber";

/** Replicas and CPU of JobManagers and TaskManagers. */
export const WORKLOAD_RULES: ClusterRule[] = [
  {
    reads: ["jobManager.replicas"],
    check: ({ args }) =>
      wholeNumberProblems("job-manager.replicas", "jobManager.replicas", args.jobManager?.replicas, 1),
  },
  {
    reads: ["taskManager.replicas"],
    check: ({ args }) =>
      wholeNumberProblems("task-manager.replicas", "taskManager.replicas", args.taskManager?.replicas, 1),
  },
  {
    reads: ["taskManager.slots"],
    check: ({ args }) => wholeNumberProblems("task-manager.slots", "taskManager.slots", args.taskManager?.slots, 1),
  },
  { reads: ["jobManager.replicas", "highAvailability.type"], check: standbyProblems },
  { reads: ["jobManager.cpu", "jobManager.cpuLimit"], check: (subject) => cpuProblems("jobManager", subject) },
  { reads: ["taskManager.cpu", "taskManager.cpuLimit"], check: (subject) => cpuProblems("taskManager", subject) },
];

function standbyProblems({ spec }: Subject): Problem[] {
  const { replicas } = spec.jobManager;
  if (spec.highAvailability.type !== HighAvailabilityType.None || !(replicas > 1)) return [];
  return [
    {
      rule: "job-manager.replicas-need-ha",
      path: "jobManager.replicas",
      value: replicas,
      allowed: `1 with highAvailability.type ${HighAvailabilityType.None}: without an election each JobManager would run the job`,
      fix: `Set highAvailability.type to ${HighAvailabilityType.Kubernetes} or jobManager.replicas to 1.`,
    },
  ];
}

function cpuProblems(process: "jobManager" | "taskManager", { spec }: Subject): Problem[] {
  const { cpu, cpuLimit } = spec[process];
  const given = { cpu, ...(cpuLimit !== undefined && { cpuLimit }) };
  const unreadable = Object.entries(given).filter(([, value]) => !(millicores(value) > 0));
  if (unreadable.length > 0) {
    return unreadable.map(([key, value]) => ({
      rule: "cpu.quantity",
      path: `${process}.${key}`,
      value,
      allowed: "CPUs above 0 in Kubernetes' notation: 2, 0.5 or 500m",
      fix: `Give ${process}.${key} in CPUs or, with the suffix m, in thousandths.`,
    }));
  }
  if (cpuLimit === undefined || millicores(cpu) <= millicores(cpuLimit)) return [];
  return [
    {
      rule: "cpu.limit-below-request",
      path: `${process}.cpuLimit`,
      value: cpuLimit,
      allowed: `at least ${process}.cpu, ${cpu}`,
      fix: `Raise ${process}.cpuLimit, lower ${process}.cpu, or leave the limit out.`,
    },
  ];
}

function millicores(quantity: string): number {
  const [, digits, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(quantity) ?? [];
  return digits === undefined ? NaN : Number(digits) * (milli ? 1 : 1000);
}
