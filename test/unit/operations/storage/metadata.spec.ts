import assert from "node:assert/strict";
import { namedLives, readMetadata } from "../../../../operations/storage/metadata";
import { METADATA } from "./metadataFixture";

const bytes = (name: keyof typeof METADATA) => Buffer.from(METADATA[name], "base64");

describe("metadata of a snapshot", () => {
  it("tells the savepoint that a job was stopped with, whose files are all its own", () => {
    assert.deepEqual(readMetadata(bytes("suspended")), { checkpointId: 57, kind: "stop", absoluteFiles: [] });
  });

  it("tells a drained savepoint and one of a job that ran on", () => {
    assert.deepEqual(
      [readMetadata(bytes("drained")).kind, readMetadata(bytes("continued")).kind],
      ["drain", "savepoint"],
    );
  });

  it("tells a checkpoint and the files that lie outside of it", () => {
    const job = "s3://flink-state/dev/orders/checkpoints/deadbeef/00000000000000000000000000000001";
    assert.deepEqual(readMetadata(bytes("checkpoint")), {
      checkpointId: 58,
      kind: "checkpoint",
      absoluteFiles: [
        `${job}/shared/11111111-2222-3333-4444-555555555555`,
        `${job}/taskowned/22222222-2222-3333-4444-555555555555`,
      ],
    });
  });

  for (const [what, broken, message] of [
    ["nothing", Buffer.alloc(0), /does not begin as Flink's/],
    ["other bytes", Buffer.from("PK\u0003\u0004 something else altogether"), /does not begin as Flink's/],
    [
      "an unknown version",
      Buffer.concat([bytes("suspended").subarray(0, 4), Buffer.from([0, 0, 0, 99]), bytes("suspended").subarray(8)]),
      /version 99, known are 4, 5, 6/,
    ],
  ] as const) {
    it(`refuses ${what}`, () => assert.throws(() => readMetadata(broken), message));
  }
});

describe("lives that are named by serialized pointers", () => {
  it("are found in the cluster's own folders only", () => {
    const pointers = Buffer.from(
      "\0s3://b/dev/orders/ha/0a1b2c3d/orders-g1/x\0s3a://b/dev/orders/checkpoints/11111111/j/shared/y\0s3://b/dev/orders-2/ha/22222222/z",
    );
    assert.deepEqual([...namedLives(pointers, "b", "dev/orders")], ["0a1b2c3d", "11111111"]);
    assert.deepEqual([...namedLives(pointers, "b", "dev/orders-2")], ["22222222"]);
    assert.deepEqual([...namedLives(pointers, "other", "dev/orders")], []);
  });

  it("are found in Flink's own metadata", () =>
    assert.deepEqual([...namedLives(bytes("checkpoint"), "flink-state", "dev/orders")], ["deadbeef"]));

  it("are none where a dot of the folder's name would match anything", () => {
    assert.deepEqual([...namedLives(Buffer.from("s3://b/devXorders/ha/0a1b2c3d/x"), "b", "dev.orders")], []);
  });
});
