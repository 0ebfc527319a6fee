/** The two kinds of Flink processes. */
export const PROCESS_KINDS = ["jobmanager", "taskmanager"] as const;

/** A kind of Flink process. */
export type ProcessKind = (typeof PROCESS_KINDS)[number];
