import { jobManagerMemory } from "../memory/jobManager";
import { taskManagerMemory } from "../memory/taskManager";
import { flinkConfigurationPath } from "../validation/problem";
import type { ClusterRule } from "./subject";

/** Memory of the processes, by Flink's own model: an error here is a pod that would not start. */
export const MEMORY_RULES: ClusterRule[] = [
  {
    reads: ["jobManager.memory", "flinkConfiguration"],
    check: ({ spec }) =>
      jobManagerMemory(
        { ...spec.flinkConfiguration, "jobmanager.memory.process.size": spec.jobManager.memory },
        memoryPath,
      ).problems,
  },
  {
    reads: ["taskManager.memory", "flinkConfiguration"],
    check: ({ spec }) =>
      taskManagerMemory(
        { ...spec.flinkConfiguration, "taskmanager.memory.process.size": spec.taskManager.memory },
        memoryPath,
      ).problems,
  },
];

function memoryPath(key: string): string {
  if (key === "jobmanager.memory.process.size") return "jobManager.memory";
  if (key === "taskmanager.memory.process.size") return "taskManager.memory";
  return flinkConfigurationPath(key);
}
