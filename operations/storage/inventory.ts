/** An object as a listing tells it. */
export interface StoredObject {
  readonly key: string;
  readonly size: number;
  readonly modified: Date;
  /** Without quotes; the MD5 of the content only for some uploads and encryptions. */
  readonly etag?: string;
}

/** Number and bytes of objects. */
export interface Size {
  objects: number;
  bytes: number;
}

/** A completed checkpoint or savepoint, by the object `_metadata` that Flink writes last. */
export interface Snapshot {
  readonly uri: string;
  readonly completed: Date;
}

/** A completed checkpoint. */
export interface Checkpoint extends Snapshot {
  /** Its number within the job. */
  readonly id: number;
}

/** What one life of a cluster left: see `lifeOf` in components/model/names.ts. */
export interface LifeFolders {
  readonly life: string;
  readonly ha: Size;
  readonly checkpoints: Size;
  /** Completed ones that are still there. */
  readonly completed: Checkpoint[];
}

/** A savepoint's folder. */
export interface SavepointFolder extends Size {
  readonly uri: string;
  /** When it was completed; undefined for one that never was. */
  completed?: Date;
}

/** An upload in parts that was begun and neither completed nor aborted. */
export interface OpenUpload {
  readonly uri: string;
  readonly initiated: Date;
}

/** Everything below `<storage.uri>/<clusterId>`. */
export interface ClusterInventory {
  readonly clusterId: string;
  readonly total: Size;
  readonly lives: LifeFolders[];
  readonly savepoints: SavepointFolder[];
  /** Folders that are none of Flink's, such as a sink's, by name. */
  readonly other: ReadonlyMap<string, Size>;
}

/** What lies below a storage URI. */
export interface StorageInventory {
  readonly total: Size;
  readonly clusters: ClusterInventory[];
  /** Folders without any of a cluster's own, by name. */
  readonly other: ReadonlyMap<string, Size>;
  readonly uploads: OpenUpload[];
}

/** The newest of some snapshots; of those of the same second the one with the higher number. */
export function newest<T extends { completed?: Date; id?: number }>(
  snapshots: T[],
): (T & { completed: Date }) | undefined {
  const done = snapshots.filter((snapshot): snapshot is T & { completed: Date } => snapshot.completed !== undefined);
  return done.sort(
    (one, other) => other.completed.getTime() - one.completed.getTime() || (other.id ?? 0) - (one.id ?? 0),
  )[0];
}
