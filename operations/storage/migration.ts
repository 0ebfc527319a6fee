import { stringify } from "yaml";
import { type Problem, formatProblem } from "../../components/validation/problem";
import { location } from "../../commands/stack/cluster";
import { type ClusterInventory, newest, type SavepointFolder, type StoredObject } from "./inventory";
import type { SnapshotMetadata } from "./metadata";

/** A job as the JobManagers tell it. */
export interface KnownJob {
  readonly id: string;
  readonly status: string;
}

/** Everything that decides whether a savepoint may be copied and the job continue from the copy. */
export interface MigrationFacts {
  /** `storage.uri` as it is. */
  readonly from: string;
  /** `storage.uri` as it shall be. */
  readonly to: string;
  /** Whether the stack's own bucket would go, with all state, when the configuration no longer has it. */
  readonly forceDestroy: boolean;
  /** What the component would refuse of the new storage. */
  readonly problems: Problem[];
  /** Jobs of the JobManagers that run; undefined while these do not answer, and none without JobManagers. */
  readonly jobs: KnownJob[] | undefined;
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

/** Why nothing is copied, and what to do about it. */
export interface Refusal {
  readonly what: string;
  readonly todo: string;
}

/** The savepoint to copy: the one that was asked for or the newest complete one. */
export function chosenSavepoint(state: ClusterInventory | undefined, asked?: string): SavepointFolder | undefined {
  if (asked === undefined) return newest(state?.savepoints ?? []);
  return state?.savepoints.find(({ uri }) => samePlace(uri, asked));
}

/** Where the copy of a savepoint lies: in the cluster's folder below the new URI, under its own name. */
export function copyUri(to: string, clusterId: string, savepoint: string): string {
  return `${to.replace(/\/+$/, "")}/${clusterId}/savepoints/${savepoint.split("/").at(-1)}`;
}

/** All reasons against the copy; none means that a job started from it goes on exactly where the old one stopped. */
export function refusals(facts: MigrationFacts): Refusal[] {
  return [...placeRefusals(facts), ...jobRefusals(facts), ...savepointRefusals(facts), ...targetRefusals(facts)];
}

function placeRefusals({ from, to, problems, forceDestroy }: MigrationFacts): Refusal[] {
  if (forceDestroy)
    return [
      {
        what: "stateStorage.forceDestroy is true: the up after the copy would delete the old bucket with all state",
        todo: "Set it to false and run up, then again.",
      },
    ];
  const invalid = problems.map((problem) => ({
    what: `FlinkCluster would refuse the new storage:\n${formatProblem(problem)}`,
    todo: problem.fix,
  }));
  // A URI that cannot be read is among the problems.
  if (invalid.length > 0 || !samePlace(from, to)) return invalid;
  return [{ what: `${to} is where the cluster's state is already`, todo: "Name another bucket or folder with --to." }];
}

/** States of Flink in which a job never runs again by itself. */
const ENDED = ["FINISHED", "CANCELED", "FAILED"];
const STOP = "Stop it with a savepoint, without drain: POST /v1/jobs/<job id>/stop at the REST Service.";

function jobRefusals({ jobs, jobManagers }: MigrationFacts): Refusal[] {
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

function savepointRefusals({ state, asked, metadata }: MigrationFacts): Refusal[] {
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
        todo: `Name one of its own, or none for the newest: ${known}.`,
      },
    ];
  }
  if (savepoint.completed === undefined)
    return [{ what: `${savepoint.uri} has no _metadata: it was never completed`, todo: STOP }];
  return [...contentRefusals(savepoint.uri, metadata), ...newerState(savepoint, state, metadata)];
}

function contentRefusals(uri: string, metadata: SnapshotMetadata | string | undefined): Refusal[] {
  if (metadata === undefined || typeof metadata === "string") {
    return [
      { what: `${uri}/_metadata cannot be read: ${metadata ?? "it is missing"}`, todo: "Take another savepoint." },
    ];
  }
  const kinds: Record<SnapshotMetadata["kind"], Refusal[]> = {
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
): Refusal[] {
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

/** A copy that was interrupted is continued: `_metadata` comes last, so what lies there without is no savepoint yet. */
function targetRefusals({ source, target }: MigrationFacts): Refusal[] {
  const names = new Set(source.map(({ key }) => name(key)));
  if (target.some(({ key }) => name(key) === "_metadata")) {
    return [
      {
        what: "the target holds a complete savepoint of this name already",
        todo: "Use it in job.initialSavepoint if it is the copy, delete it if it is not, or name another --to.",
      },
    ];
  }
  const foreign = target.filter(({ key }) => !names.has(name(key)));
  if (foreign.length === 0) return [];
  return [
    {
      what: `the target holds ${foreign.length} objects that are none of the savepoint's, such as ${foreign[0].key}`,
      todo: "Delete them, or name another --to.",
    },
  ];
}

/** Last part of a key; a savepoint has no folders. */
export function name(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

/** Whether two URIs name the same bucket and folder; s3, s3a and s3p are the same store. */
export function samePlace(one: string, other: string): boolean {
  const places = [one, other].map((uri) => (URL.canParse(uri) ? location(uri) : undefined));
  return places[0] !== undefined && places[0].bucket === places[1]?.bucket && places[0].prefix === places[1].prefix;
}

/** The place of the state as a stack names it: the cluster's own argument, or what makes or adopts a bucket. */
export type ConfiguredPlace =
  { storage: object; stateStorage?: undefined } | { stateStorage: object; storage?: undefined };

/** What to change in the stack's configuration so that the job goes on from the copy, as YAML. */
export function configurationLines(
  { storage, stateStorage }: ConfiguredPlace,
  generation: number,
  savepoint: string,
): string {
  return stringify({
    "pulumi-flink:cluster": {
      generation: generation + 1,
      job: { initialSavepoint: savepoint },
      ...(storage && { storage }),
    },
    ...(stateStorage && { "pulumi-flink:stateStorage": stateStorage }),
  });
}
