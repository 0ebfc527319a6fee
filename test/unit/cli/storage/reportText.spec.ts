import assert from "node:assert/strict";
import { duration, renderJson, renderText, size } from "../../../../cli/storage/reportText";
import { ago, JOB, live, report } from "../../operations/storage/reportFixture";

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
