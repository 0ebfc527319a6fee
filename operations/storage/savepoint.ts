import { type ClusterInventory, newest, type SavepointFolder } from "./inventory";
import { sameLocation } from "./location";
import type { SnapshotMetadata } from "./metadata";

/** Why nothing is copied, and what to do about it. */
export interface MigrationProblem {
  readonly what: string;
  readonly todo: string;
}

/** What to do about a job that runs, or has run since. */
export const STOP = "Stop it with a savepoint, without drain: POST /v1/jobs/<job id>/stop at the REST Service.";

/** The savepoint to copy: the one that was asked for or the newest complete one. */
export function chosenSavepoint(state: ClusterInventory | undefined, asked?: string): SavepointFolder | undefined {
  if (asked === undefined) return newest(state?.savepoints ?? []);
  return state?.savepoints.find(({ uri }) => sameLocation(uri, asked));
}

/** Where the copy of a savepoint lies: in the cluster's folder below the new URI, under its own name. */
export function copyUri(to: string, clusterId: string, savepoint: string): string {
  return `${to.replace(/\/+$/, "")}/${clusterId}/savepoints/${savepoint.split("/").at(-1)}`;
}

/** The savepoint that was asked for, what else the cluster keeps, and what its `_metadata` says. */
interface SavepointFacts {
  readonly state: ClusterInventory | undefined;
  readonly asked?: string;
  readonly metadata?: SnapshotMetadata | string;
}

/** What speaks against going on from the savepoint. */
export function savepointProblems({ state, asked, metadata }: SavepointFacts): MigrationProblem[] {
  const savepoint = chosenSavepoint(state, asked);
  if (savepoint === undefined) {
    if (asked === undefined) return [{ what: "the cluster has no complete savepoint", todo: STOP }];
    if (/\/chk-\d+\/*$/.test(asked))
      return [
        {
          what: `${asked} is a checkpoint: it shares files with others and names them by absolute paths, so a copy would not be complete`,
          todo: STOP,
        },
      ];
    const known = state?.savepoints.map(({ uri }) => uri).join(", ") || "none";
    return [
      {
        what: `${asked} is no savepoint of this cluster`,
        todo: `Name one of these, or none for the newest: ${known}.`,
      },
    ];
  }
  if (savepoint.completed === undefined)
    return [{ what: `${savepoint.uri} has no _metadata: it was never completed`, todo: STOP }];
  return [...contentProblems(savepoint.uri, metadata), ...newerState(savepoint, state, metadata)];
}

function contentProblems(uri: string, metadata: SnapshotMetadata | string | undefined): MigrationProblem[] {
  if (metadata === undefined || typeof metadata === "string") {
    return [
      { what: `${uri}/_metadata cannot be read: ${metadata ?? "it is missing"}`, todo: "Take another savepoint." },
    ];
  }
  const kinds: Record<SnapshotMetadata["kind"], MigrationProblem[]> = {
    stop: [],
    savepoint: [{ what: `the job ran on after ${uri}: what it did since would be done again`, todo: STOP }],
    drain: [
      {
        what: `${uri} was drained: the sources have ended, a job from it gives wrong results or ends at once`,
        todo: "Migrate a savepoint that was taken without drain.",
      },
    ],
    checkpoint: [{ what: `${uri} is a checkpoint: it may share files with others`, todo: STOP }],
  };
  const [first, ...more] = metadata.absoluteFiles;
  if (first === undefined) return kinds[metadata.kind];
  const outside = {
    what: `${uri} needs ${1 + more.length} files by their absolute paths, such as ${first}: a copy would go on needing them there`,
    todo: "Switch off s3.entropy.key, and take a savepoint in canonical format.",
  };
  return [...kinds[metadata.kind], outside];
}

/** State that is younger than the savepoint: who continues from the savepoint loses it or does its work twice. */
function newerState(
  savepoint: SavepointFolder,
  state: ClusterInventory | undefined,
  metadata: SnapshotMetadata | string | undefined,
): MigrationProblem[] {
  const time = savepoint.completed!.getTime();
  const own = typeof metadata === "object" ? metadata.checkpointId : Infinity;
  const checkpoint = newest(state?.lives.flatMap(({ completed }) => completed) ?? []);
  const other = newest(state?.savepoints ?? []);
  // Stores tell seconds; within one the numbers decide.
  const checkpointIsNewer =
    checkpoint !== undefined &&
    (checkpoint.completed.getTime() > time || (checkpoint.completed.getTime() === time && checkpoint.id > own));
  const newer = [
    ...(checkpointIsNewer ? [checkpoint.uri] : []),
    ...(other !== undefined && other.completed.getTime() > time ? [other.uri] : []),
  ];
  return newer.map((uri) => ({
    what: `${uri} is newer than ${savepoint.uri}`,
    todo: `Migrate the newest state. ${STOP}`,
  }));
}
