import type { RefusedCase } from "./case";

/** What the rules about the memory of TaskManagers refuse. */
export const MEMORY_TASK_MANAGER_CASES: RefusedCase[] = [
  {
    args: { taskManager: { memory: "2000t" } },
    rule: "memory.size-beyond-any-machine",
    path: "taskManager.memory",
    value: "2000t",
    allowed: "less than 1024t",
    fix: "Give the size that the pod shall have.",
  },
  {
    args: { flinkConfiguration: { "taskmanager.memory.network.fraction": "ten" } },
    rule: "memory.fraction-unreadable",
    path: 'flinkConfiguration["taskmanager.memory.network.fraction"]',
    value: "ten",
    allowed: "a decimal number of at least 0 and below 1",
    fix: 'Write a number such as "0.1".',
  },
  {
    args: { flinkConfiguration: { "taskmanager.memory.network.min": "2g", "taskmanager.memory.network.max": "1g" } },
    rule: "memory.taskmanager.minimum-above-maximum",
    path: 'flinkConfiguration["taskmanager.memory.network.min"]',
    value: "2g",
    allowed: 'at most flinkConfiguration["taskmanager.memory.network.max"], 1024m',
    fix: 'Lower flinkConfiguration["taskmanager.memory.network.min"] or raise flinkConfiguration["taskmanager.memory.network.max"].',
  },
  {
    args: { flinkConfiguration: { "taskmanager.memory.managed.fraction": "1.5" } },
    rule: "memory.taskmanager.fraction-out-of-range",
    path: 'flinkConfiguration["taskmanager.memory.managed.fraction"]',
    value: "1.5",
    allowed: "at least 0 and below 1 (as a 32 bit float)",
    fix: 'Give flinkConfiguration["taskmanager.memory.managed.fraction"] as a part of one, such as "0.1".',
  },
  {
    args: { taskManager: { memory: "1g" }, flinkConfiguration: { "taskmanager.memory.flink.size": "1g" } },
    rule: "memory.taskmanager.process-below-parts",
    path: "taskManager.memory",
    value: "1g",
    allowed:
      "1472m to 2304m: Flink memory and JVM metaspace need 1280m, JVM overhead may be 192m to 1024m, and 256m are missing",
    fix: "Leave taskManager.memory out and Flink derives it, or give a size in that range.",
  },
  {
    args: { taskManager: { memory: "4g" }, flinkConfiguration: { "taskmanager.memory.flink.size": "1g" } },
    rule: "memory.taskmanager.overhead-out-of-range",
    path: "taskManager.memory",
    value: "4g",
    allowed:
      "1472m to 2304m: Flink memory and JVM metaspace need 1280m, JVM overhead may be 192m to 1024m, and 2816m are left for it",
    fix: "Leave taskManager.memory out and Flink derives it, or give a size in that range.",
  },
  {
    args: { taskManager: { memory: "400m" } },
    rule: "memory.taskmanager.process-too-small",
    path: "taskManager.memory",
    value: "400m",
    allowed:
      "at least 982m with the other memory settings as they are: JVM metaspace (256m) and JVM overhead (192m) alone need 448m",
    fix:
      'Raise taskManager.memory, or lower flinkConfiguration["taskmanager.memory.jvm-metaspace.size"] or ' +
      'flinkConfiguration["taskmanager.memory.jvm-overhead.min"].',
  },
  {
    args: { flinkConfiguration: { "taskmanager.memory.managed.size": "4g" } },
    rule: "memory.taskmanager.managed-and-network-exceed-total",
    path: "taskManager.memory",
    value: "1728m",
    allowed:
      "at least 5658m with the other memory settings as they are: Flink memory is 1280m, but framework " +
      "heap (128m), framework off-heap (128m), task off-heap (0m), managed (4096m), network (134217730 " +
      "bytes) need 4697620482 bytes",
    fix:
      'Raise taskManager.memory, or lower flinkConfiguration["taskmanager.memory.managed.size"] (0 if the ' +
      "job keeps its state on the heap).",
  },
  {
    args: { flinkConfiguration: { "taskmanager.memory.task.heap.size": "4g" } },
    rule: "memory.taskmanager.parts-exceed-total",
    path: "taskManager.memory",
    value: "1728m",
    allowed:
      "at least 8463m with the other memory settings as they are: Flink memory is 1280m, but framework " +
      "heap (128m), framework off-heap (128m), task heap (4096m), task off-heap (0m), managed (536870920 " +
      "bytes) need 5100273672 bytes",
    fix: 'Raise taskManager.memory, or lower flinkConfiguration["taskmanager.memory.task.heap.size"] or managed memory.',
  },
  {
    args: {
      flinkConfiguration: {
        "taskmanager.memory.task.heap.size": "1g",
        "taskmanager.memory.managed.size": "1g",
        "taskmanager.memory.flink.size": "1g",
      },
    },
    rule: "memory.taskmanager.parts-exceed-total",
    path: 'flinkConfiguration["taskmanager.memory.flink.size"]',
    value: "1g",
    allowed:
      "no size fits the other memory settings: Flink memory is 1024m, but framework heap (128m), framework " +
      "off-heap (128m), task heap (1024m), task off-heap (0m), managed (1024m) need 2304m",
    fix:
      'Raise flinkConfiguration["taskmanager.memory.flink.size"], or lower ' +
      'flinkConfiguration["taskmanager.memory.task.heap.size"] or managed memory.',
  },
  {
    args: {
      flinkConfiguration: { "taskmanager.memory.task.heap.size": "300m", "taskmanager.memory.network.max": "64m" },
    },
    rule: "memory.taskmanager.network-out-of-range",
    path: 'flinkConfiguration["taskmanager.memory.task.heap.size"]',
    value: "300m",
    allowed:
      "469762040 bytes to 469762040 bytes: of 1280m Flink memory, 222298104 bytes are left for the network, which may have 64m to 64m",
    fix:
      'Change flinkConfiguration["taskmanager.memory.task.heap.size"] or taskManager.memory, or widen ' +
      'flinkConfiguration["taskmanager.memory.network.min"] and ' +
      'flinkConfiguration["taskmanager.memory.network.max"].',
  },
  {
    args: { flinkConfiguration: { "taskmanager.cpu.cores": "0" } },
    rule: "memory.taskmanager.cpu-not-positive",
    path: 'flinkConfiguration["taskmanager.cpu.cores"]',
    value: "0",
    allowed: "a number above 0",
    fix: 'Set flinkConfiguration["taskmanager.cpu.cores"] to a number above 0.',
  },
];
