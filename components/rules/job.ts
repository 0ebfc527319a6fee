import type { Problem } from "../validation/problem";
import type { ClusterRule, Subject } from "./subject";
import { wholeNumberProblems } from "./wholeNumber";

/** The job. */
export const JOB_RULES: ClusterRule[] = [
  { reads: ["job.entryClass"], check: entryClassProblems },
  {
    reads: ["job.parallelism"],
    check: ({ args }) => wholeNumberProblems("job.parallelism", "job.parallelism", args.job.parallelism, 1),
  },
  { reads: ["job.parallelism", "taskManager.replicas", "taskManager.slots"], check: slotProblems },
  { reads: ["job.initialSavepoint"], check: savepointProblems },
  { reads: ["job.initialSavepoint", "job.allowNonRestoredState"], check: nonRestoredProblems },
];

function entryClassProblems({ args }: Subject): Problem[] {
  if (/^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(args.job.entryClass)) return [];
  return [
    {
      rule: "job.entry-class",
      path: "job.entryClass",
      value: args.job.entryClass,
      allowed: "the fully qualified name of a Java class, such as com.example.MyJob",
      fix: "Give the class with the main method; the jar itself belongs into /opt/flink/usrlib of the image.",
    },
  ];
}

function slotProblems({ args, spec }: Subject): Problem[] {
  const { replicas, slots } = spec.taskManager;
  const wanted = args.job.parallelism;
  if (wanted === undefined || replicas < 1 || slots < 1 || !(wanted > replicas * slots)) return [];
  return [
    {
      rule: "job.parallelism-exceeds-slots",
      path: "job.parallelism",
      value: wanted,
      allowed: `at most ${replicas * slots}, the slots there are: taskManager.replicas (${replicas}) x taskManager.slots (${slots})`,
      fix: `Lower job.parallelism, or raise taskManager.replicas to ${Math.ceil(wanted / slots)}, or raise taskManager.slots.`,
    },
  ];
}

function savepointProblems({ args }: Subject): Problem[] {
  const savepoint = args.job.initialSavepoint;
  if (savepoint === undefined || /^[a-z][a-z0-9+.-]*:\/\/[^\s]+$/.test(savepoint)) return [];
  return [
    {
      rule: "job.initial-savepoint",
      path: "job.initialSavepoint",
      value: savepoint,
      allowed: "a URI with its scheme, such as s3://bucket/folder/savepoint-0123-456789",
      fix: "Give the location that Flink printed for the savepoint, or the folder of a retained checkpoint (chk-<n>).",
    },
  ];
}

function nonRestoredProblems({ args }: Subject): Problem[] {
  if (args.job.allowNonRestoredState !== true || args.job.initialSavepoint !== undefined) return [];
  return [
    {
      rule: "job.non-restored-state",
      path: "job.allowNonRestoredState",
      value: true,
      allowed: "true only together with job.initialSavepoint",
      fix: "Name the savepoint in job.initialSavepoint or leave job.allowNonRestoredState out.",
    },
  ];
}
