import {
  type Checkpoint,
  type ClusterInventory,
  type LifeFolders,
  newest,
  type OpenUpload,
  type SavepointFolder,
  type Size,
  type StorageInventory,
} from "./inventory";

/** What Kubernetes knows of the clusters below a storage URI. */
export interface LiveState {
  /** Clusters by the JobManager Services that exist. */
  readonly clusters: { readonly clusterId: string; readonly namespace: string; readonly life: string }[];
  /** Lives, by cluster, that something alive still points into: HA ConfigMaps, or checkpoints of a live one. */
  readonly referenced: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether all namespaces were seen. Where not, only `ownClusterId` is known to have no other Service. */
  readonly allNamespaces: boolean;
  readonly ownClusterId: string;
}

/** Whether an life's folders are in use. */
export type LifeStatus =
  /** A JobManager Service has the uid that the life is named by. */
  | "live"
  /** No Service, but an HA ConfigMap or a live life's checkpoint needs files in it. */
  | "referenced"
  /** Nothing in this Kubernetes cluster needs it. */
  | "orphan"
  /** Services of other namespaces could not be seen. */
  | "unknown";

/** An life's folders and their use. */
export interface LifeReport extends Omit<LifeFolders, "completed"> {
  readonly status: LifeStatus;
  readonly newestCheckpoint?: Checkpoint;
}

/** One cluster's folder. */
export interface ClusterReport extends Omit<ClusterInventory, "lives"> {
  /** Namespaces where it is deployed. */
  readonly namespaces: string[];
  readonly lives: LifeReport[];
}

/** What lies below a storage URI, and what of it is in use. */
export interface StorageReport {
  readonly uri: string;
  readonly created: Date;
  readonly total: Size;
  readonly clusters: ClusterReport[];
  /** Folders that are no cluster's. */
  readonly other: ReadonlyMap<string, Size>;
  /** Uploads in parts that are not complete, oldest first. A running job's file sink has some at any time. */
  readonly uploads: OpenUpload[];
}

/** Puts the listing and what is alive together. */
export function storageReport(uri: string, inventory: StorageInventory, live: LiveState, created: Date): StorageReport {
  return {
    uri,
    created,
    total: inventory.total,
    clusters: inventory.clusters.map((cluster) => clusterReport(cluster, live)),
    other: inventory.other,
    uploads: inventory.uploads,
  };
}

function clusterReport(cluster: ClusterInventory, live: LiveState): ClusterReport {
  const services = live.clusters.filter(({ clusterId }) => clusterId === cluster.clusterId);
  return {
    ...cluster,
    namespaces: services.map(({ namespace }) => namespace).sort(),
    lives: cluster.lives.map(({ life, ha, checkpoints, completed }) => ({
      life,
      status: statusOf(cluster.clusterId, life, live),
      ha,
      checkpoints,
      newestCheckpoint: newest(completed),
    })),
  };
}

function statusOf(clusterId: string, life: string, live: LiveState): LifeStatus {
  if (live.clusters.some((service) => service.clusterId === clusterId && service.life === life)) return "live";
  if (live.referenced.get(clusterId)?.has(life)) return "referenced";
  return live.allNamespaces || clusterId === live.ownClusterId ? "orphan" : "unknown";
}

/** The report as one JSON document. */
export function renderJson(report: StorageReport): string {
  const plain = (_: string, value: unknown): unknown => (value instanceof Map ? Object.fromEntries(value) : value);
  return `${JSON.stringify(report, plain, 2)}\n`;
}

/** The report as text. */
export function renderText(report: StorageReport): string {
  const age = (date: Date) => `${duration(report.created.getTime() - date.getTime())} ago`;
  const blocks = [
    `${report.uri}: ${size(report.total)}`,
    ...report.clusters.map((cluster) => clusterText(cluster, age)),
    ...(report.other.size === 0
      ? []
      : [
          "Folders of no " +
            `cluster\n${table([...report.other].map(([name, content]) => [name === "" ? "(no folder)" : name, size(content)]))}`,
        ]),
    ...(report.uploads.length === 0
      ? []
      : [
          `Incomplete multipart uploads: ${report.uploads.length}\n` +
            table(report.uploads.map(({ uri, initiated }) => [`begun ${age(initiated)}`, uri])),
        ]),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function clusterText(cluster: ClusterReport, age: (date: Date) => string): string {
  const where =
    cluster.namespaces.length === 0 ? "not deployed here" : `deployed in namespace ${cluster.namespaces.join(", ")}`;
  const lives = cluster.lives.map(({ life, status, ha, checkpoints, newestCheckpoint: newest }) => [
    life,
    status,
    size(ha),
    size(checkpoints),
    newest === undefined ? "none" : `${age(newest.completed)}  ${newest.uri}`,
  ]);
  const parts = [
    `${cluster.clusterId} (${where}): ${size(cluster.total)}`,
    ...(lives.length === 0
      ? []
      : [table([["life", "status", "ha", "checkpoints", "newest completed checkpoint"], ...lives])]),
    ...(cluster.savepoints.length === 0
      ? []
      : [
          table([
            ["savepoint", "size", "location"],
            ...cluster.savepoints.map((savepoint) => savepointRow(savepoint, age)),
          ]),
        ]),
    ...(cluster.other.size === 0
      ? []
      : [table([["other folder", "size"], ...[...cluster.other].map(([name, content]) => [name, size(content)])])]),
  ];
  return parts.join("\n");
}

function savepointRow(savepoint: SavepointFolder, age: (date: Date) => string): string[] {
  return [savepoint.completed === undefined ? "incomplete" : age(savepoint.completed), size(savepoint), savepoint.uri];
}

/** "1,204 objects, 3.5 MiB". */
export function size({ objects, bytes }: Size): string {
  return `${objects.toLocaleString("en")} ${objects === 1 ? "object" : "objects"}, ${binary(bytes)}`;
}

function binary(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return power === 0 ? `${bytes} B` : `${(bytes / 1024 ** power).toFixed(1)} ${units[power]}`;
}

/** "45 s", "12 min", "5 h" or "3 d": rounded down. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const steps: [number, string][] = [
    [86400, "d"],
    [3600, "h"],
    [60, "min"],
  ];
  const [length, unit] = steps.find(([limit]) => seconds >= 2 * limit) ?? [1, "s"];
  return `${Math.floor(seconds / length)} ${unit}`;
}

/** Rows with aligned columns, indented; the last column is as long as it is. */
function table(rows: string[][]): string {
  const widths = rows[0].slice(0, -1).map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map(
      (row) =>
        `  ${row.map((cell, column) => (column < widths.length ? cell.padEnd(widths[column] + 2) : cell)).join("")}`,
    )
    .join("\n");
}
