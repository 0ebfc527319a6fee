import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { S3StateStorage } from "../../../components";
import type { S3StateStorageArgs } from "../../../components/arguments/s3StateStorage";
import { formatProblem } from "../../../components/validation/problem";
import { record, valueOf } from "../../support/mocks";
import { AWS, MINIMAL } from "../../support/recordedStorage";
import { sharedPlace } from "./cases/place";

/** Makes the storages `first` and `second` in one program. */
function two(first: object, second: (first: S3StateStorage) => object) {
  return record(() => {
    const one = new S3StateStorage("first", { ...MINIMAL, ...first });
    return new S3StateStorage("second", { ...MINIMAL, bucketName: undefined, ...second(one) });
  }, AWS);
}

/** The error of `second` whose place `first` has. */
function refusal(place: string): (error: Error) => true {
  return ({ message }) => {
    const [heading, ...problem] = message.slice(message.indexOf("S3StateStorage")).split("\n");
    assert.match(
      heading,
      /^S3StateStorage "second": 1 problem, (nothing was created|no policy was created or changed)\.$/,
    );
    assert.equal(problem.join("\n"), formatProblem(sharedPlace(place)));
    return true;
  };
}

describe("two S3StateStorages in one program", () => {
  it("do not get the same place", async () => {
    await assert.rejects(
      two({}, () => ({ existingBucket: { name: "state" } })),
      refusal("s3://state/flink/orders"),
    );
  });

  for (const [where, settings, place] of [
    ["within", { clusterId: "ha", folder: "flink/orders" }, "s3://state/flink/orders/ha"],
    ["around", { clusterId: "flink", folder: "" }, "s3://state/flink"],
  ] as const) {
    it(`do not get a place ${where} the other's`, async () => {
      const { clusterId, folder } = settings;
      const second = { cluster: { clusterId, namespace: "shop" }, folder, existingBucket: { name: "state" } };
      await assert.rejects(
        two({}, () => second),
        refusal(place),
      );
    });
  }

  it("do not get the same place once it is known", async () => {
    const { result, resources } = await two({ bucketName: pulumi.output("state") }, (first) => ({
      existingBucket: { name: first.bucket },
    }));
    await assert.rejects(valueOf(result.storage.uri), refusal("s3://state/flink/orders"));
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
