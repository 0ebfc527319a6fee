import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { S3StateStorage } from "../../../components";
import type { S3StateStorageArgs } from "../../../components/arguments/s3StateStorage";
import { record, valueOf } from "../../support/mocks";
import { AWS, MINIMAL } from "../../support/recordedStorage";

/** Makes the storages `first` and `second` in one program. */
function two(first: object, second: (first: S3StateStorage) => object) {
  return record(() => {
    const one = new S3StateStorage("first", { ...MINIMAL, ...first });
    return new S3StateStorage("second", { ...MINIMAL, bucketName: undefined, ...second(one) });
  }, AWS);
}

function refusal(root: string): RegExp {
  return new RegExp(
    [
      'S3StateStorage "second": 1 problem, (nothing was created|no policy was created or changed)\\.',
      `folder: "s3://state/${root}"`,
      '  allowed: a place that no other cluster has, but S3StateStorage "first" has one there: they would ' +
        "overwrite and delete each other's state",
      "  fix: Give the clusters different ids, folders or buckets, none of which lies in another.",
      "  rule: state-storage.shared-place$",
    ].join("\n"),
  );
}

describe("two S3StateStorages in one program", () => {
  it("do not get the same place", async () => {
    await assert.rejects(
      two({}, () => ({ existingBucket: { name: "state" } })),
      refusal("flink/orders"),
    );
  });

  it("do not get a place within the other's", async () => {
    const inside = {
      cluster: { clusterId: "ha", namespace: "shop" },
      folder: "flink/orders",
      existingBucket: { name: "state" },
    };
    await assert.rejects(
      two({}, () => inside),
      refusal("flink/orders/ha"),
    );
    const around = {
      cluster: { clusterId: "flink", namespace: "shop" },
      folder: "",
      existingBucket: { name: "state" },
    };
    await assert.rejects(
      two({}, () => around),
      refusal("flink"),
    );
  });

  it("do not get the same place once it is known", async () => {
    const { result, resources } = await two({ bucketName: pulumi.output("state") }, (first) => ({
      existingBucket: { name: first.bucket },
    }));
    await assert.rejects(valueOf(result.storage.uri), refusal("flink/orders"));
    assert.ok(
      !resources.some(({ type, name }) => type === "aws:iam/rolePolicy:RolePolicy" && name.startsWith("second")),
    );
  });

  it("share a bucket, side by side", async () => {
    const { result } = await two({}, (first) => ({
      existingBucket: { name: first.bucket },
      cluster: { clusterId: "orders-eu", namespace: "shop" },
    }));
    assert.equal(await valueOf(result.stateRoot), "s3://state/flink/orders-eu");
  });

  it("have the same place in buckets of their own", async () => {
    const { result } = await two({ bucketName: undefined }, () => ({}));
    assert.equal(await valueOf(result.stateRoot), "s3://second-state-a1b2c3d/flink/orders");
  });
});

describe("a place of one program", () => {
  it("is free for the next run in the same process", async () => {
    for (const run of [1, 2]) {
      const { result } = await record(() => new S3StateStorage("first", MINIMAL as S3StateStorageArgs), AWS);
      assert.equal(await valueOf(result.stateRoot), "s3://state/flink/orders", `run ${run}`);
    }
  });
});
