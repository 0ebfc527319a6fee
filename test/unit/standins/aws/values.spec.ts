import assert from "node:assert/strict";
import { diff } from "../../../standins/aws/plugin/diff";
import { hasUnknown, same, satisfies, UNKNOWN } from "../../../standins/aws/plugin/values";

describe("values of the stand-in for the AWS provider plugin", () => {
  const document = (action: unknown) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action }] });

  it("are the same when they mean the same", () => {
    const pairs: [unknown, unknown, boolean][] = [
      [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
      [{ a: 1, b: null }, { a: 1 }, true],
      [["a", "b"], ["b", "a"], false],
      ["1", 1, false],
      [document(["s3:PutObject", "s3:GetObject"]), document(["s3:GetObject", "s3:PutObject"]), true],
      [document(["s3:GetObject"]), document("s3:GetObject"), true],
      [document("s3:GetObject"), document("s3:PutObject"), false],
      ["{not a document", "{not a document", true],
      ["{not a document", "{another one", false],
    ];
    for (const [one, other, expected] of pairs) assert.equal(same(one, other), expected, JSON.stringify([one, other]));
  });

  it("satisfy what was asked for when AWS has added to it", () => {
    assert.ok(satisfies([{ id: "a", status: "Enabled", prefix: "" }], [{ id: "a", status: "Enabled" }]));
    assert.ok(!satisfies([{ id: "a" }, { id: "b" }], [{ id: "a" }]));
    assert.ok(!satisfies([{ id: "a", status: "Disabled" }], [{ id: "a", status: "Enabled" }]));
    assert.ok(!satisfies({ tags: {} }, { tags: { a: "b" } }));
  });

  it("are unknown at any depth", () => {
    assert.ok(hasUnknown({ a: [{ b: UNKNOWN }] }));
    assert.ok(!hasUnknown({ a: [{ b: "known" }] }));
  });

  it("differ property by property", () => {
    const changes = diff(
      { bucket: "a", tags: { a: "b" }, gone: 1, policy: document(["x"]) },
      { bucket: "b", tags: { a: "b" }, added: 1, policy: document("x") },
      ["bucket"],
    );
    assert.deepEqual(Object.fromEntries(changes), {
      bucket: { kind: "update", replace: true },
      gone: { kind: "delete", replace: false },
      added: { kind: "add", replace: false },
    });
  });

  it("differ while one is unknown: a replacement where AWS could not change it", () => {
    assert.deepEqual(
      [...diff({ bucket: "a" }, { bucket: UNKNOWN }, ["bucket"])],
      [["bucket", { kind: "update", replace: true }]],
    );
  });
});
