import { jobManagerMemory } from "../memory/jobManager";
import { taskManagerMemory } from "../memory/taskManager";
import type { ProcessKind } from "../model/processes";
import { flinkConfigurationPath } from "../validation/problem";
import { type ClusterRule, clusterRuleOfKinds } from "./subject";

const UNREADABLE = {
  "memory.size-unreadable": "A size that is not in Flink's notation, such as 2Gi.",
  "memory.size-beyond-any-machine": "A size of 1024t or more.",
  "memory.fraction-unreadable": "A fraction that is no decimal number.",
};

/** Memory of the processes, by Flink's own model: an error here is a pod that would not start. */
export const MEMORY_RULES: ClusterRule[] = [
  clusterRuleOfKinds(
    {
      ...UNREADABLE,
      "memory.switch-unreadable": "A switch that is neither true nor false.",
      ...derivation("jobmanager"),
      "memory.jobmanager.nothing-left-for-heap": "A JobManager whose off-heap memory leaves nothing for the heap.",
      "memory.jobmanager.heap-below-minimum": "A JobManager with less than 128m of heap, which cannot run a job.",
      "memory.jobmanager.heap-exceeds-total": "A heap of the JobManager above its Flink memory.",
      "memory.jobmanager.parts-do-not-add-up":
        "Heap and off-heap memory of the JobManager that are not its Flink memory.",
    },
    ["jobManager.memory", "flinkConfiguration"],
    ({ spec }) =>
      jobManagerMemory(
        { ...spec.flinkConfiguration, "jobmanager.memory.process.size": spec.jobManager.memory },
        memoryPath,
      ).problems,
  ),
  clusterRuleOfKinds(
    {
      ...UNREADABLE,
      ...derivation("taskmanager"),
      "memory.taskmanager.parts-exceed-total": "Parts of a TaskManager's memory above its Flink memory.",
      "memory.taskmanager.managed-and-network-exceed-total":
        "Managed and network memory of a TaskManager that leave nothing for the tasks.",
      "memory.taskmanager.network-out-of-range":
        "What is left for a TaskManager's network memory is out of its bounds.",
      "memory.taskmanager.cpu-not-positive": "CPU cores of a TaskManager, as Flink counts them, that are not above 0.",
    },
    ["taskManager.memory", "flinkConfiguration"],
    ({ spec }) =>
      taskManagerMemory(
        { ...spec.flinkConfiguration, "taskmanager.memory.process.size": spec.taskManager.memory },
        memoryPath,
      ).problems,
  ),
];

/** What both kinds of processes are refused. */
function derivation(kind: ProcessKind): Record<string, string> {
  const name = kind === "jobmanager" ? "JobManager" : "TaskManager";
  return {
    [`memory.${kind}.minimum-above-maximum`]: `A minimum of a part of the ${name}'s memory above its maximum.`,
    [`memory.${kind}.fraction-out-of-range`]: `A fraction of the ${name}'s memory below 0, or 1 and more.`,
    [`memory.${kind}.process-below-parts`]: `A ${name} with less memory than its parts need.`,
    [`memory.${kind}.overhead-out-of-range`]: `What is left for the ${name}'s JVM overhead is out of its bounds.`,
    [`memory.${kind}.process-too-small`]: `A ${name} with less memory than its JVM alone needs.`,
  };
}

function memoryPath(key: string): string {
  if (key === "jobmanager.memory.process.size") return "jobManager.memory";
  if (key === "taskmanager.memory.process.size") return "taskManager.memory";
  return flinkConfigurationPath(key);
}
