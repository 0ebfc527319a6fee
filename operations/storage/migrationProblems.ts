import type { JobStatus } from "../flink/types";
import type { ClusterInventory, StoredObject } from "./inventory";
import { fileName, sameLocation } from "./location";
import type { SnapshotMetadata } from "./metadata";
import { type MigrationProblem, savepointProblems, STOP } from "./savepoint";

/** Everything that decides whether a savepoint may be copied and the job continue from the copy. */
export interface MigrationFacts {
  /** `storage.uri` as it is. */
  readonly from: string;
  /** `storage.uri` as it shall be. */
  readonly to: string;
  /** What the caller knows against it, such as a storage that the component would refuse. */
  readonly problems: MigrationProblem[];
  /** Jobs of the JobManagers that run; undefined while these do not answer, and none without JobManagers. */
  readonly jobs: JobStatus[] | undefined;
  readonly jobManagers: number;
  /** What the cluster keeps now; undefined where that is nothing. */
  readonly state: ClusterInventory | undefined;
  /** The savepoint that was asked for, by its URI; undefined means the newest. */
  readonly asked?: string;
  /** What the savepoint's `_metadata` says; an error's message where that cannot be read. */
  readonly metadata?: SnapshotMetadata | string;
  /** Objects of the savepoint. */
  readonly source: StoredObject[];
  /** Objects where the copy shall lie. */
  readonly target: StoredObject[];
}

/** All reasons against the copy; none means that a job started from it goes on exactly where the old one stopped. */
export function migrationProblems(facts: MigrationFacts): MigrationProblem[] {
  return [...locationProblems(facts), ...jobProblems(facts), ...savepointProblems(facts), ...targetProblems(facts)];
}

function locationProblems({ from, to, problems }: MigrationFacts): MigrationProblem[] {
  // A URI that cannot be read is among the caller's problems.
  if (problems.length > 0 || !sameLocation(from, to)) return problems;
  return [{ what: `${to} is where the cluster's state is already`, todo: "Name another bucket or folder." }];
}

/** States of Flink in which a job never runs again by itself. */
const ENDED = ["FINISHED", "CANCELED", "FAILED"];

function jobProblems({ jobs, jobManagers }: MigrationFacts): MigrationProblem[] {
  if (jobManagers === 0) return [];
  if (jobs === undefined)
    return [
      {
        what: "the JobManagers run but do not answer: the job may be running",
        todo: "Wait until one leads, or destroy the stack; that keeps the state.",
      },
    ];
  if (jobs.length === 0)
    return [
      {
        what: "the JobManagers run and list no job: it may be about to start",
        todo: "Wait for it. If it ended before they were restarted, destroy the stack; that keeps the state.",
      },
    ];
  const running = jobs.filter(({ status }) => !ENDED.includes(status));
  return running.map(({ id, status }) => ({
    what: `job ${id} is ${status}: what it does from now on would be missing in the copy`,
    todo: STOP,
  }));
}

/** A copy that was interrupted is continued: `_metadata` comes last, so what lies there without is no savepoint yet. */
function targetProblems({ source, target }: MigrationFacts): MigrationProblem[] {
  const names = new Set(source.map(({ key }) => fileName(key)));
  if (target.some(({ key }) => fileName(key) === "_metadata")) {
    return [
      {
        what: "the target holds a complete savepoint of this name already",
        todo: "Use it in job.initialSavepoint if it is the copy, delete it if it is not, or name another bucket or folder.",
      },
    ];
  }
  const foreign = target.filter(({ key }) => !names.has(fileName(key)));
  if (foreign.length === 0) return [];
  return [
    {
      what: `the target holds ${foreign.length} objects that are none of the savepoint's, such as ${foreign[0].key}`,
      todo: "Delete them, or name another bucket or folder.",
    },
  ];
}
