import assert from "node:assert/strict";
import { newest } from "../../../../operations/storage/inventory";
import { InventoryBuilder } from "../../../../operations/storage/inventoryBuilder";
import { ago, inventory, NOW } from "./reportFixture";

describe("an inventory", () => {
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

describe("the newest snapshot", () => {
  const at = (seconds: number, id: number) => ({ completed: ago(seconds), id });
  it("is the last completed", () => assert.equal(newest([at(3, 7), at(1, 2), at(2, 9)])?.id, 2));
  it("is the one with the higher number of those of the same second", () =>
    assert.equal(newest([at(1, 9), at(1, 10), at(1, 2)])?.id, 10));
  it("is none of those never completed", () => assert.equal(newest([{ completed: undefined }]), undefined));
});
