import type { SavepointFolder, Size } from "../../operations/storage/inventory";
import type { ClusterReport, StorageReport } from "../../operations/storage/report";

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
