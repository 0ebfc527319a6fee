import { InventoryBuilder } from "../../../../operations/storage/inventoryBuilder";
import type { LiveState } from "../../../../operations/storage/liveState";
import { storageReport } from "../../../../operations/storage/report";

/** When the report is made. */
export const NOW = new Date("2026-03-01T12:00:00Z");
/** A time before the report was made. */
export const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

/** A listing of `s3://bucket/dev` as [key below it, bytes, seconds ago]. */
export function inventory(objects: [string, number, number][], uploads: [string, number][] = [], prefix = "dev") {
  const builder = new InventoryBuilder("bucket", prefix);
  const start = prefix === "" ? "" : `${prefix}/`;
  for (const [key, bytes, seconds] of objects)
    builder.add({ key: `${start}${key}`, size: bytes, modified: ago(seconds) });
  for (const [key, seconds] of uploads) builder.addUpload(`${start}${key}`, ago(seconds));
  return builder.build();
}

/** A job id. */
export const JOB = "0123456789abcdef0123456789abcdef";
/** Two clusters and what is none, in the form that `inventory` takes. */
export const LISTING: [string, number, number][] = [
  ["orders/ha/aaaaaaaa/orders-g1/blob/x", 10, 500],
  ["orders/ha/bbbbbbbb/orders-g1/completedCheckpoint1", 7, 5],
  [`orders/checkpoints/aaaaaaaa/${JOB}/chk-90/_metadata`, 3, 400],
  [`orders/checkpoints/bbbbbbbb/${JOB}/chk-9/_metadata`, 3, 20],
  [`orders/checkpoints/bbbbbbbb/${JOB}/chk-10/_metadata`, 3, 5],
  [`orders/checkpoints/bbbbbbbb/${JOB}/chk-10/part`, 100, 6],
  // One that is being taken.
  [`orders/checkpoints/bbbbbbbb/${JOB}/chk-11/part`, 100, 1],
  [`orders/checkpoints/bbbbbbbb/${JOB}/shared/s`, 1000, 300],
  ["orders/savepoints/savepoint-aaaaaa-111111111111/_metadata", 4, 50],
  ["orders/savepoints/savepoint-aaaaaa-111111111111/part", 40, 51],
  ["orders/savepoints/savepoint-bbbbbb-222222222222/part", 44, 40],
  ["orders/sink/numbers-1.csv", 5, 4],
  ["orders-2/ha/cccccccc/orders-2-g1/x", 1, 9],
  ["notes/readme.txt", 2, 9],
  ["top.txt", 2, 9],
];

/** What Kubernetes knows: one cluster that is alive. */
export const live = (changes: Partial<LiveState> = {}): LiveState => ({
  clusters: [{ clusterId: "orders", namespace: "shop", life: "bbbbbbbb" }],
  referenced: new Map(),
  allNamespaces: true,
  ownClusterId: "orders",
  ...changes,
});

/** The report of such a listing. */
export const report = (state = live(), objects = LISTING) =>
  storageReport(
    "s3://bucket/dev",
    inventory(objects, [
      ["orders/sink/.part", 7200],
      ["orders/sink/.old", 400000],
    ]),
    state,
    NOW,
  );
