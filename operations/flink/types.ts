/** A job in the list that `/jobs` answers. */
export interface JobStatus {
  id: string;
  status: string;
}

/** What `/jobs/:id` answers, as far as it is used. */
export interface JobDetails {
  jid: string;
  name: string;
  state: string;
  vertices: { id: string; name: string; status: string; parallelism: number }[];
}

/** What `/jobs/:id/checkpoints` answers, as far as it is used. */
export interface Checkpoints {
  counts: { completed: number; restored: number; failed: number; in_progress: number };
  latest: {
    completed: { id: number; external_path: string; trigger_timestamp: number; latest_ack_timestamp: number } | null;
    restored: { id: number; external_path: string; restore_timestamp: number } | null;
  };
}

/** What Flink answers to a request for something that takes its time. */
export interface Triggered {
  "request-id": string;
}

/** What has become of a savepoint. */
export interface SavepointStatus {
  /** Null until it is done. */
  operation: { location?: string; "failure-cause"?: { "stack-trace": string } } | null;
}
