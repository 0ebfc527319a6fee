import { type Form, mustBeWhole, mustMatch } from "../validation/forms";
import { type ClusterRule, clusterRule } from "./subject";

const CLASS_NAME: Form = {
  pattern: /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u,
  allowed: "the fully qualified name of a Java class, such as com.example.MyJob",
  fix: "Give the class with the main method; the jar itself belongs into /opt/flink/usrlib of the image.",
};

const SAVEPOINT: Form = {
  pattern: /^[a-z][a-z0-9+.-]*:\/\/[^\s]+$/,
  allowed: "a URI with its scheme, such as s3://bucket/folder/savepoint-0123-456789",
  fix: "Give the location that Flink printed for the savepoint, or the folder of a retained checkpoint (chk-<n>).",
};

/** The job. */
export const JOB_RULES: ClusterRule[] = [
  clusterRule(
    "job.entry-class",
    "An entry class that is no name of a Java class, such as that of a jar.",
    ["job.entryClass"],
    ({ args }) => mustMatch(CLASS_NAME, "job.entryClass", args.job.entryClass),
  ),
  clusterRule("job.parallelism", "A parallelism that is not whole or below 1.", ["job.parallelism"], ({ args }) =>
    mustBeWhole("job.parallelism", args.job.parallelism, 1),
  ),
  clusterRule(
    "job.parallelism-exceeds-slots",
    "A parallelism for which the TaskManagers have too few slots.",
    ["job.parallelism", "taskManager.replicas", "taskManager.slots"],
    ({ args, spec }) => {
      const { replicas, slots } = spec.taskManager;
      const wanted = args.job.parallelism;
      if (wanted === undefined || replicas < 1 || slots < 1 || !(wanted > replicas * slots)) return undefined;
      return {
        path: "job.parallelism",
        value: wanted,
        allowed: `at most ${replicas * slots}, the slots there are: taskManager.replicas (${replicas}) x taskManager.slots (${slots})`,
        fix: `Lower job.parallelism, or raise taskManager.replicas to ${Math.ceil(wanted / slots)}, or raise taskManager.slots.`,
      };
    },
  ),
  clusterRule(
    "job.initial-savepoint",
    "A savepoint that is no URI with a scheme, such as a local path.",
    ["job.initialSavepoint"],
    ({ args }) => mustMatch(SAVEPOINT, "job.initialSavepoint", args.job.initialSavepoint),
  ),
  clusterRule(
    "job.non-restored-state",
    "Permission to drop state of a savepoint where no savepoint is given.",
    ["job.initialSavepoint", "job.allowNonRestoredState"],
    ({ args: { job } }) =>
      job.allowNonRestoredState === true &&
      job.initialSavepoint === undefined && {
        path: "job.allowNonRestoredState",
        value: true,
        allowed: "true only together with job.initialSavepoint",
        fix: "Name the savepoint in job.initialSavepoint or leave job.allowNonRestoredState out.",
      },
  ),
];
