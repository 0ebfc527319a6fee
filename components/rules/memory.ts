import { jobManagerMemory } from "../memory/jobManager";
import { taskManagerMemory } from "../memory/taskManager";
import { flinkConfigurationPath } from "../validation/problem";
import type { Rule } from "../validation/rule";

/** Memory of the processes, by Flink's own model: an error here is a pod that would not start. */
export const memoryRules: Rule[] = [
  {
    reads: ["jobManager.memory", "flinkConfiguration"],
    check: ({ spec }) =>
      jobManagerMemory({ ...spec.flinkConfiguration, "jobmanager.memory.process.size": spec.jobManager.memory }, memoryPath).problems,
  },
  {
    reads: ["taskManager.memory", "flinkConfiguration"],
    check: ({ spec }) =>
      taskManagerMemory({ ...spec.flinkConfiguration, "taskmanager.memory.process.size": spec.taskManager.memory }, memoryPath).problems,
  },
];

function memoryPath(key: string): string {
  if (key === "jobmanager.memory.process.size") return "jobManager.memory";
  if (key === "taskmanager.memory.process.size") return "taskManager.memory";
  return flinkConfigurationPath(key);
}
