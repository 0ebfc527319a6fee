import assert from "node:assert/strict";
import type { LiveState } from "../../../../operations/storage/liveState";
import { ago, JOB, LISTING, live, report } from "./reportFixture";

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
