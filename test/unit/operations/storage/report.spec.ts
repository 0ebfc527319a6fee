import assert from "node:assert/strict";
import { InventoryBuilder, newest } from "../../../../operations/storage/inventory";
import {
  duration,
  type LiveState,
  renderJson,
  renderText,
  size,
  storageReport,
} from "../../../../operations/storage/report";

const NOW = new Date("2026-03-01T12:00:00Z");
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

/** A listing of `s3://bucket/dev` as [key below it, bytes, seconds ago]. */
function inventory(objects: [string, number, number][], uploads: [string, number][] = [], prefix = "dev") {
  const builder = new InventoryBuilder("bucket", prefix);
  const start = prefix === "" ? "" : `${prefix}/`;
  for (const [key, bytes, seconds] of objects)
    builder.add({ key: `${start}${key}`, size: bytes, modified: ago(seconds) });
  for (const [key, seconds] of uploads) builder.addUpload(`${start}${key}`, ago(seconds));
  return builder.build();
}

const JOB = "0123456789abcdef0123456789abcdef";
const LISTING: [string, number, number][] = [
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

const live = (changes: Partial<LiveState> = {}): LiveState => ({
  clusters: [{ clusterId: "orders", namespace: "shop", life: "bbbbbbbb" }],
  referenced: new Map(),
  allNamespaces: true,
  ownClusterId: "orders",
  ...changes,
});

const report = (state = live(), objects = LISTING) =>
  storageReport(
    "s3://bucket/dev",
    inventory(objects, [
      ["orders/sink/.part", 7200],
      ["orders/sink/.old", 400000],
    ]),
    state,
    NOW,
  );
const statuses = (state: LiveState) =>
  Object.fromEntries(report(state).clusters.flatMap(({ lives }) => lives.map(({ life, status }) => [life, status])));

describe("storage report", () => {
  it("lists clusters, and apart from them the folders of none", () => {
    const { clusters, other, total } = report();
    assert.deepEqual(
      clusters.map(({ clusterId, namespaces }) => [clusterId, namespaces]),
      [
        ["orders", ["shop"]],
        ["orders-2", []],
      ],
    );
    assert.deepEqual(
      [...other],
      [
        ["", { objects: 1, bytes: 2 }],
        ["notes", { objects: 1, bytes: 2 }],
      ],
    );
    assert.deepEqual(total, { objects: LISTING.length, bytes: LISTING.reduce((sum, [, bytes]) => sum + bytes, 0) });
  });

  it("counts what each life keeps, and finds the newest checkpoint that was completed", () => {
    const [{ lives }] = report().clusters;
    assert.deepEqual(lives[1], {
      life: "bbbbbbbb",
      status: "live",
      ha: { objects: 1, bytes: 7 },
      checkpoints: { objects: 5, bytes: 1206 },
      newestCheckpoint: { uri: `s3://bucket/dev/orders/checkpoints/bbbbbbbb/${JOB}/chk-10`, id: 10, completed: ago(5) },
    });
  });

  it("tells complete savepoints from those without metadata", () => {
    const [{ savepoints, other }] = report().clusters;
    assert.deepEqual(savepoints, [
      {
        uri: "s3://bucket/dev/orders/savepoints/savepoint-aaaaaa-111111111111",
        objects: 2,
        bytes: 44,
        completed: ago(50),
      },
      { uri: "s3://bucket/dev/orders/savepoints/savepoint-bbbbbb-222222222222", objects: 1, bytes: 44 },
    ]);
    assert.deepEqual([...other], [["sink", { objects: 1, bytes: 5 }]]);
  });

  it("counts a metadata object elsewhere as no checkpoint", () => {
    const [{ lives, savepoints }] = report(live(), [
      [`orders/checkpoints/bbbbbbbb/${JOB}/shared/_metadata`, 1, 1],
      ["orders/checkpoints/chk-5/_metadata", 1, 1],
      ["orders/savepoints/savepoint-a/deep/_metadata", 1, 1],
      ["orders/savepoints/_metadata", 1, 1],
    ]).clusters;
    assert.deepEqual(
      lives.map(({ newestCheckpoint }) => newestCheckpoint),
      [undefined],
    );
    assert.deepEqual(
      savepoints.map(({ completed }) => completed),
      [undefined],
    );
  });

  it("takes the markers of folders for objects of none", () => {
    const [cluster] = report(live(), [
      ["orders/", 0, 1],
      ["orders/ha/", 0, 1],
      ["orders/ha/bbbbbbbb/", 0, 1],
      ["orders/savepoints/", 0, 1],
    ]).clusters;
    assert.deepEqual(
      [cluster.total.objects, cluster.lives.length, cluster.savepoints, cluster.other.size],
      [4, 1, [], 0],
    );
  });

  it("reads a URI without folder", () => {
    assert.deepEqual(
      inventory([["orders/ha/aaaaaaaa/x", 1, 1]], [], "").clusters.map(({ clusterId }) => clusterId),
      ["orders"],
    );
  });

  it("refuses an object that is not below the folder", () => {
    assert.throws(
      () => new InventoryBuilder("bucket", "dev").add({ key: "dev-2/x", size: 1, modified: NOW }),
      /dev-2\/x is not below dev\//,
    );
  });
});

describe("orphans", () => {
  it("are lives without a Service that nothing points into", () => {
    assert.deepEqual(statuses(live()), { aaaaaaaa: "orphan", bbbbbbbb: "live", cccccccc: "orphan" });
  });

  it("are not what an HA ConfigMap or a live checkpoint needs", () => {
    assert.equal(statuses(live({ referenced: new Map([["orders", new Set(["aaaaaaaa"])]]) })).aaaaaaaa, "referenced");
    assert.equal(
      statuses(live({ referenced: new Map([["orders-2", new Set(["aaaaaaaa"])]]) })).aaaaaaaa,
      "orphan",
      "of another cluster",
    );
  });

  it("are all when the cluster is not deployed", () => {
    assert.deepEqual(statuses(live({ clusters: [] })), { aaaaaaaa: "orphan", bbbbbbbb: "orphan", cccccccc: "orphan" });
  });

  it("are not decided for other clusters while their namespaces cannot be seen", () => {
    assert.deepEqual(statuses(live({ allNamespaces: false })), {
      aaaaaaaa: "orphan",
      bbbbbbbb: "live",
      cccccccc: "unknown",
    });
  });

  it("are not told by the same life of another cluster", () => {
    assert.equal(
      statuses(live({ clusters: [{ clusterId: "orders-2", namespace: "shop", life: "aaaaaaaa" }] })).aaaaaaaa,
      "orphan",
    );
  });
});

describe("the newest snapshot", () => {
  const at = (seconds: number, id: number) => ({ completed: ago(seconds), id });
  it("is the last completed", () => assert.equal(newest([at(3, 7), at(1, 2), at(2, 9)])?.id, 2));
  it("is the one with the higher number of those of the same second", () =>
    assert.equal(newest([at(1, 9), at(1, 10), at(1, 2)])?.id, 10));
  it("is none of those never completed", () => assert.equal(newest([{ completed: undefined }]), undefined));
});

describe("the report's text", () => {
  it("says what a user looks for, uploads oldest first", () => {
    assert.equal(
      renderText(report()),
      `s3://bucket/dev: 15 objects, 1.3 KiB

orders (deployed in namespace shop): 12 objects, 1.3 KiB
  life      status  ha              checkpoints         newest completed checkpoint
  aaaaaaaa  orphan  1 object, 10 B  1 object, 3 B       6 min ago  s3://bucket/dev/orders/checkpoints/aaaaaaaa/${JOB}/chk-90
  bbbbbbbb  live    1 object, 7 B   5 objects, 1.2 KiB  5 s ago  s3://bucket/dev/orders/checkpoints/bbbbbbbb/${JOB}/chk-10
  savepoint   size             location
  50 s ago    2 objects, 44 B  s3://bucket/dev/orders/savepoints/savepoint-aaaaaa-111111111111
  incomplete  1 object, 44 B   s3://bucket/dev/orders/savepoints/savepoint-bbbbbb-222222222222
  other folder  size
  sink          1 object, 5 B

orders-2 (not deployed here): 1 object, 1 B
  life      status  ha             checkpoints     newest completed checkpoint
  cccccccc  orphan  1 object, 1 B  0 objects, 0 B  none

Folders of no cluster
  (no folder)  1 object, 2 B
  notes        1 object, 2 B

Incomplete multipart uploads: 2
  begun 4 d ago  s3://bucket/dev/orders/sink/.old
  begun 2 h ago  s3://bucket/dev/orders/sink/.part
`,
    );
  });

  it("is one line for an empty folder", () =>
    assert.equal(renderText(report(live(), [])).split("\n\n")[0], "s3://bucket/dev: 0 objects, 0 B"));

  it("has the same as JSON", () => {
    const json = JSON.parse(renderJson(report())) as {
      clusters: { other: object; lives: { status: string; newestCheckpoint: { completed: string } }[] }[];
      other: object;
    };
    assert.deepEqual(json.clusters[0].other, { sink: { objects: 1, bytes: 5 } });
    assert.equal(json.clusters[0].lives[1].newestCheckpoint.completed, ago(5).toISOString());
    assert.deepEqual(Object.keys(json.other), ["", "notes"]);
  });
});

describe("figures", () => {
  it("are in binary units", () => {
    assert.deepEqual(
      [0, 1, 1023, 1024, 1536, 5 * 1024 ** 3].map((bytes) => size({ objects: 2, bytes })),
      ["0 B", "1 B", "1023 B", "1.0 KiB", "1.5 KiB", "5.0 GiB"].map((text) => `2 objects, ${text}`),
    );
  });
  it("are rounded down", () =>
    assert.deepEqual(
      [0, 119, 120, 7199, 7200, 172800].map((seconds) => duration(seconds * 1000)),
      ["0 s", "119 s", "2 min", "119 min", "2 h", "2 d"],
    ));
});
