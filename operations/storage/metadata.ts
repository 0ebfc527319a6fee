/** What made a snapshot. */
export type SnapshotKind =
  /** A checkpoint: its files may be shared with others. */
  | "checkpoint"
  /** A savepoint of a job that ran on. */
  | "savepoint"
  /** The savepoint that a job was stopped with. */
  | "stop"
  /** The savepoint that a job was stopped with after its sources were drained: it is not meant to go on. */
  | "drain";

/** What the object `_metadata` of a checkpoint or savepoint says. */
export interface SnapshotMetadata {
  /** Number of the checkpoint; savepoints are counted with the checkpoints of their job. */
  readonly checkpointId: number;
  readonly kind: SnapshotKind;
  /** Files that it names by their absolute URI: whoever copies the folder leaves these behind. */
  readonly absoluteFiles: string[];
}

/** `Checkpoints.HEADER_MAGIC_NUMBER` of Flink. */
const MAGIC = 0x4960672d;
/** Versions that end with the snapshot's properties; Flink 2.3 writes 6. */
const VERSIONS = [4, 5, 6];

/** Reads what matters here of `_metadata`; fails when it is something else. */
export function readMetadata(bytes: Buffer): SnapshotMetadata {
  if (bytes.length < 16 || bytes.readUInt32BE(0) !== MAGIC)
    throw new Error("it does not begin as Flink's checkpoint metadata does");
  const version = bytes.readUInt32BE(4);
  if (!VERSIONS.includes(version))
    throw new Error(`its format is version ${version}, known are ${VERSIONS.join(", ")}`);
  return {
    checkpointId: Number(bytes.readBigUInt64BE(8)),
    kind: kind(bytes),
    absoluteFiles: [...new Set(absoluteFiles(bytes))],
  };
}

/** By the names of Flink's `SavepointType`, in the Java object at the end. */
function kind(bytes: Buffer): SnapshotKind {
  const properties = bytes.toString(
    "latin1",
    Math.max(0, bytes.lastIndexOf("org.apache.flink.runtime.checkpoint.CheckpointProperties")),
  );
  if (!properties.includes("org.apache.flink.runtime.checkpoint.SavepointType")) return "checkpoint";
  if (properties.includes("Suspend Savepoint")) return "stop";
  return properties.includes("Terminate Savepoint") ? "drain" : "savepoint";
}

/** Kinds of state handles that name a file by its URI (`MetadataV2V3SerializerBase`): how far before the name each begins. */
const HANDLES = [
  // type 2, size
  { type: 2, distance: 1 + 8 + 2 },
  // type 15, a segment of a merged file: start, size, scope
  { type: 15, distance: 1 + 8 + 8 + 4 + 2 },
];

/** Schemes of Flink's file systems. By name, because the length before a URI may itself look like a letter of one. */
const SCHEME = /(s3[apn]?|file|hdfs|gs|abfss?|wasbs?|oss)$/;

/**
 * URIs of file handles. Names of inlined state look alike but have another type before them; a savepoint's own files
 * are named relative to it and are not found here.
 */
function* absoluteFiles(bytes: Buffer): Generator<string> {
  for (let at = bytes.indexOf("://"); at >= 0; at = bytes.indexOf("://", at + 1)) {
    const scheme = SCHEME.exec(bytes.toString("latin1", Math.max(0, at - 5), at))?.[0];
    const start = at - (scheme?.length ?? 0);
    if (scheme !== undefined && HANDLES.some(({ type, distance }) => isHandle(bytes, start - distance, type))) {
      yield bytes.toString("utf8", start, start + bytes.readUInt16BE(start - 2));
    }
  }
}

function isHandle(bytes: Buffer, at: number, type: number): boolean {
  // Sizes and positions are below 2^48; -1 is a size that Flink could not find out.
  return at >= 0 && bytes[at] === type && [0, 0xffff].includes(bytes.readUInt16BE(at + 1));
}

/** Lives of a cluster whose folders some bytes of Flink's name: serialized pointers hold URIs as they are. */
export function namedLives(bytes: Buffer, bucket: string, root: string): Set<string> {
  const folder = `${bucket}/${root}`.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const named = bytes.toString("latin1").matchAll(new RegExp(`//${folder}/(?:ha|checkpoints)/([0-9a-f]{8})/`, "g"));
  return new Set([...named].map(([, life]) => life));
}
