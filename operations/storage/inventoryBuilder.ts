import type {
  Checkpoint,
  ClusterInventory,
  OpenUpload,
  SavepointFolder,
  Size,
  StorageInventory,
  StoredObject,
} from "./inventory";
import { folder } from "./location";

const LIFE = /^[0-9a-f]{8}$/;
const AREAS = ["ha", "checkpoints", "savepoints"];
const METADATA = "_metadata";

/** Sorts a listing into clusters and their folders, object by object: a listing may be longer than memory is large. */
export class InventoryBuilder {
  private readonly folders = new Map<string, Folder>();
  private readonly uploads: OpenUpload[] = [];
  readonly total: Size = { objects: 0, bytes: 0 };

  /** For the folder of a bucket that a storage URI names, without slashes at its ends. */
  constructor(
    private readonly bucket: string,
    private readonly prefix: string,
  ) {}

  /** Takes an object below the folder. */
  add(object: StoredObject): void {
    const [name, ...rest] = this.below(object.key);
    count(this.total, object.size);
    const folder = rest.length === 0 ? "" : name;
    entry(this.folders, folder, () => new Folder(folder)).add(rest, object, this.uri(object.key));
  }

  /** Takes an upload that is not complete. */
  addUpload(key: string, initiated: Date): void {
    this.below(key);
    this.uploads.push({ uri: this.uri(key), initiated });
  }

  /** What was found, in the order of names. */
  build(): StorageInventory {
    const sorted = [...this.folders.entries()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, folder]) => folder);
    return {
      total: this.total,
      clusters: sorted.filter((folder) => folder.isCluster).map((folder) => folder.cluster()),
      other: new Map(sorted.filter((folder) => !folder.isCluster).map((folder) => [folder.name, folder.total])),
      uploads: [...this.uploads].sort((one, other) => one.initiated.getTime() - other.initiated.getTime()),
    };
  }

  private below(key: string): string[] {
    const start = folder(this.prefix);
    if (!key.startsWith(start)) throw new Error(`The object ${key} is not below ${start}`);
    return key.slice(start.length).split("/");
  }

  private uri(key: string): string {
    return `s3://${this.bucket}/${key}`;
  }
}

/** A folder directly below the storage URI. */
class Folder {
  readonly total: Size = { objects: 0, bytes: 0 };
  isCluster = false;
  private readonly lives = new Map<string, { ha: Size; checkpoints: Size; completed: Checkpoint[] }>();
  private readonly savepoints = new Map<string, SavepointFolder>();
  private readonly other = new Map<string, Size>();

  constructor(readonly name: string) {}

  add([area = "", name = "", ...rest]: string[], object: StoredObject, uri: string): void {
    count(this.total, object.size);
    if (AREAS.includes(area)) this.isCluster = true;
    // Markers of the folder and of an area themselves, as stores with folders have them.
    if (area === "" || (AREAS.includes(area) && name === "")) return;
    if (area === "savepoints") this.addSavepoint(name, rest, object, uri);
    else if (AREAS.includes(area) && LIFE.test(name)) this.addLife(area, name, rest, object, uri);
    else
      count(
        entry(this.other, AREAS.includes(area) ? `${area}/${name}` : area, () => ({ objects: 0, bytes: 0 })),
        object.size,
      );
  }

  private addSavepoint(name: string, rest: string[], object: StoredObject, uri: string): void {
    // A file in the folder of the savepoints is none.
    if (rest.length === 0)
      return void count(
        entry(this.other, `savepoints/${name}`, () => ({ objects: 0, bytes: 0 })),
        object.size,
      );
    const savepoint = entry<SavepointFolder>(this.savepoints, name, () => ({
      uri: parent(uri, rest.length),
      objects: 0,
      bytes: 0,
    }));
    count(savepoint, object.size);
    if (rest.join("/") === METADATA) savepoint.completed = object.modified;
  }

  private addLife(area: string, name: string, rest: string[], object: StoredObject, uri: string): void {
    const folders = entry(this.lives, name, () => ({
      ha: { objects: 0, bytes: 0 },
      checkpoints: { objects: 0, bytes: 0 },
      completed: [],
    }));
    count(area === "ha" ? folders.ha : folders.checkpoints, object.size);
    const id = /^chk-(\d+)$/.exec(rest.at(-2) ?? "")?.[1];
    if (area === "checkpoints" && id !== undefined && rest.at(-1) === METADATA) {
      folders.completed.push({ uri: parent(uri, 1), id: Number(id), completed: object.modified });
    }
  }

  cluster(): ClusterInventory {
    const byName = <T>(map: Map<string, T>) => [...map.entries()].sort(([one], [other]) => (one < other ? -1 : 1));
    return {
      clusterId: this.name,
      total: this.total,
      lives: byName(this.lives).map(([life, folders]) => ({ life, ...folders })),
      savepoints: [...this.savepoints.values()].sort(byCompletion),
      other: new Map(byName(this.other)),
    };
  }
}

function byCompletion(one: SavepointFolder, other: SavepointFolder): number {
  return (
    (one.completed?.getTime() ?? Infinity) - (other.completed?.getTime() ?? Infinity) || (one.uri < other.uri ? -1 : 1)
  );
}

function parent(uri: string, levels: number): string {
  return uri.split("/").slice(0, -levels).join("/");
}

function count(size: Size, bytes: number): void {
  size.objects++;
  size.bytes += bytes;
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
