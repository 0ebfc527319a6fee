/** The two kinds of Flink processes. */
export const PROCESS_KINDS = ["jobmanager", "taskmanager"] as const;

/** A kind of Flink process. */
export type ProcessKind = (typeof PROCESS_KINDS)[number];

/** What the arguments call a kind: its own group, its service account in `access`, its IAM role in `storage.identity`. */
export const ARGUMENTS_OF = {
  jobmanager: {
    group: "jobManager",
    serviceAccount: "jobManagerServiceAccount",
    roleArn: "jobManagerRoleArn",
  },
  taskmanager: {
    group: "taskManager",
    serviceAccount: "taskManagerServiceAccount",
    roleArn: "taskManagerRoleArn",
  },
} as const satisfies Record<ProcessKind, Record<string, string>>;

/** A value for each kind. */
export function forEachKind<T>(make: (kind: ProcessKind) => T): Record<ProcessKind, T> {
  return { jobmanager: make("jobmanager"), taskmanager: make("taskmanager") };
}
