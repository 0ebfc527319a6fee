import { job, type RefusedCase } from "./case";

/** What the rules about the job refuse. */
export const JOB_CASES: RefusedCase[] = [
  ...["my-job.jar", "", "1Job", ".Job", "com.", "com..Job", "com.1Job", "com.example.Job ", "com/example/Job"].map(
    (entryClass) => ({
      args: { job: job({ entryClass }) },
      rule: "job.entry-class",
      path: "job.entryClass",
      value: entryClass,
      allowed: "the fully qualified name of a Java class, such as com.example.MyJob",
      fix: "Give the class with the main method; the jar itself belongs into /opt/flink/usrlib of the image.",
    }),
  ),
  {
    args: { job: job({ parallelism: 0 }) },
    rule: "job.parallelism",
    path: "job.parallelism",
    value: 0,
    allowed: "a whole number from 1 up",
    fix: "Set job.parallelism to a whole number from 1 up, or leave it out.",
  },
  {
    args: { job: job({ parallelism: 5 }) },
    rule: "job.parallelism-exceeds-slots",
    path: "job.parallelism",
    value: 5,
    allowed: "at most 1, the slots there are: taskManager.replicas (1) x taskManager.slots (1)",
    fix: "Lower job.parallelism, or raise taskManager.replicas to 5, or raise taskManager.slots.",
  },
  {
    args: { job: job({ parallelism: 5 }), taskManager: { replicas: 2, slots: 2 } },
    rule: "job.parallelism-exceeds-slots",
    path: "job.parallelism",
    value: 5,
    allowed: "at most 4, the slots there are: taskManager.replicas (2) x taskManager.slots (2)",
    fix: "Lower job.parallelism, or raise taskManager.replicas to 3, or raise taskManager.slots.",
  },
  ...[
    "/tmp/savepoint",
    "://bucket/savepoint",
    "3s://bucket/savepoint",
    "S3://bucket/savepoint",
    "s3://",
    " s3://bucket/savepoint",
    "s3://bucket/savepoint\n",
  ].map((initialSavepoint) => ({
    args: { job: job({ initialSavepoint }) },
    rule: "job.initial-savepoint",
    path: "job.initialSavepoint",
    value: initialSavepoint,
    allowed: "a URI with its scheme, such as s3://bucket/folder/savepoint-0123-456789",
    fix: "Give the location that Flink printed for the savepoint, or the folder of a retained checkpoint (chk-<n>).",
  })),
  {
    args: { job: job({ allowNonRestoredState: true }) },
    rule: "job.non-restored-state",
    path: "job.allowNonRestoredState",
    value: true,
    allowed: "true only together with job.initialSavepoint",
    fix: "Name the savepoint in job.initialSavepoint or leave job.allowNonRestoredState out.",
  },
];
