import assert from "node:assert/strict";
import { fileName, location, sameLocation } from "../../../../operations/storage/location";

describe("a location in a store", () => {
  it("is a bucket and a prefix", () =>
    assert.deepEqual(location("s3://bucket/a/b/"), { bucket: "bucket", prefix: "a/b" }));
  it("may have no folder", () => assert.deepEqual(location("s3://bucket"), { bucket: "bucket", prefix: "" }));
  it("is the same by bucket and folder only", () => {
    assert.ok(sameLocation("s3://a/b", "s3p://a/b/"));
    assert.ok(!sameLocation("s3://a/b", "s3://a/b-2"));
    assert.ok(!sameLocation("s3://a/b", "s3://b/b"));
    assert.ok(!sameLocation("a/b", "a/b"), "no URI at all");
  });
});

describe("the name of a file", () => {
  it("is the last part of its key", () => assert.equal(fileName("a/b/part"), "part"));
  it("is empty for the marker of a folder", () => assert.equal(fileName("a/b/"), ""));
});
