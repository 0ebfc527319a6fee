import type { RefusedCase } from "./case";

/** What the rules about the memory of JobManagers refuse. */
export const MEMORY_JOB_MANAGER_CASES: RefusedCase[] = [
  {
    args: { jobManager: { memory: "2Gi" } },
    rule: "memory.size-unreadable",
    path: "jobManager.memory",
    value: "2Gi",
    allowed: 'a whole number followed by b, k, m, g or t (powers of 1024), for example "1600m"',
    fix: 'Write the unit as Flink does: "2g".',
  },
  {
    args: { flinkConfiguration: { "jobmanager.memory.enable-jvm-direct-memory-limit": "yes" } },
    rule: "memory.switch-unreadable",
    path: 'flinkConfiguration["jobmanager.memory.enable-jvm-direct-memory-limit"]',
    value: "yes",
    allowed: '"true" or "false"',
    fix: 'Write "true" or "false".',
  },
  {
    args: { flinkConfiguration: { "jobmanager.memory.jvm-overhead.min": "2g" } },
    rule: "memory.jobmanager.minimum-above-maximum",
    path: 'flinkConfiguration["jobmanager.memory.jvm-overhead.min"]',
    value: "2g",
    allowed: 'at most flinkConfiguration["jobmanager.memory.jvm-overhead.max"], 1024m',
    fix:
      'Lower flinkConfiguration["jobmanager.memory.jvm-overhead.min"] or raise ' +
      'flinkConfiguration["jobmanager.memory.jvm-overhead.max"].',
  },
  {
    args: { flinkConfiguration: { "jobmanager.memory.jvm-overhead.fraction": "1" } },
    rule: "memory.jobmanager.fraction-out-of-range",
    path: 'flinkConfiguration["jobmanager.memory.jvm-overhead.fraction"]',
    value: "1",
    allowed: "at least 0 and below 1 (as a 32 bit float)",
    fix: 'Give flinkConfiguration["jobmanager.memory.jvm-overhead.fraction"] as a part of one, such as "0.1".',
  },
  {
    args: { jobManager: { memory: "1g" }, flinkConfiguration: { "jobmanager.memory.heap.size": "1g" } },
    rule: "memory.jobmanager.process-below-parts",
    path: "jobManager.memory",
    value: "1g",
    allowed:
      "1600m to 2432m: Flink memory and JVM metaspace need 1408m, JVM overhead may be 192m to 1024m, and 384m are missing",
    fix: "Leave jobManager.memory out and Flink derives it, or give a size in that range.",
  },
  {
    args: { jobManager: { memory: "3g" }, flinkConfiguration: { "jobmanager.memory.heap.size": "1g" } },
    rule: "memory.jobmanager.overhead-out-of-range",
    path: "jobManager.memory",
    value: "3g",
    allowed:
      "1600m to 2432m: Flink memory and JVM metaspace need 1408m, JVM overhead may be 192m to 1024m, and 1664m are left for it",
    fix: "Leave jobManager.memory out and Flink derives it, or give a size in that range.",
  },
  {
    args: { jobManager: { memory: "400m" } },
    rule: "memory.jobmanager.process-too-small",
    path: "jobManager.memory",
    value: "400m",
    allowed:
      "at least 704m with the other memory settings as they are: JVM metaspace (256m) and JVM overhead (192m) alone need 448m",
    fix:
      'Raise jobManager.memory, or lower flinkConfiguration["jobmanager.memory.jvm-metaspace.size"] or ' +
      'flinkConfiguration["jobmanager.memory.jvm-overhead.min"].',
  },
  {
    args: { jobManager: { memory: "576m" } },
    rule: "memory.jobmanager.nothing-left-for-heap",
    path: "jobManager.memory",
    value: "576m",
    allowed:
      "at least 704m with the other memory settings as they are: Flink memory is 128m, off-heap memory " +
      "alone takes 128m, and the heap needs 128m",
    fix: 'Raise jobManager.memory or lower flinkConfiguration["jobmanager.memory.off-heap.size"].',
  },
  {
    args: { jobManager: { memory: "600m" } },
    rule: "memory.jobmanager.heap-below-minimum",
    path: "jobManager.memory",
    value: "600m",
    allowed:
      "at least 704m with the other memory settings as they are: the heap would be 24m, and below 128m a JobManager cannot run a job",
    fix: "Raise jobManager.memory.",
  },
  {
    args: {
      jobManager: { memory: "1600m" },
      flinkConfiguration: {
        "jobmanager.memory.flink.size": "1152m",
        "jobmanager.memory.heap.size": "1g",
        "jobmanager.memory.off-heap.size": "64m",
      },
    },
    rule: "memory.jobmanager.parts-do-not-add-up",
    path: 'flinkConfiguration["jobmanager.memory.flink.size"]',
    value: "1152m",
    allowed: "exactly 1088m, the sum of heap (1024m) and off-heap (64m)",
    fix:
      'Leave flinkConfiguration["jobmanager.memory.flink.size"] out, or ' +
      'flinkConfiguration["jobmanager.memory.off-heap.size"], and Flink derives it.',
  },
  {
    args: {
      jobManager: { memory: "1472m" },
      flinkConfiguration: { "jobmanager.memory.flink.size": "1g", "jobmanager.memory.heap.size": "1100m" },
    },
    rule: "memory.jobmanager.heap-exceeds-total",
    path: 'flinkConfiguration["jobmanager.memory.heap.size"]',
    value: "1100m",
    allowed: 'at most flinkConfiguration["jobmanager.memory.flink.size"], 1024m',
    fix:
      'Lower flinkConfiguration["jobmanager.memory.heap.size"], or leave ' +
      'flinkConfiguration["jobmanager.memory.flink.size"] out and Flink derives it.',
  },
];
