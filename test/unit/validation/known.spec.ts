import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { knownPart, propertyPath, touches } from "../../../components/validation/known";

describe("the known part of arguments", () => {
  it("lacks Outputs and promises and tells where they were", () => {
    const args = {
      a: pulumi.output(1),
      b: { c: [1, Promise.resolve(2)], "d.e": pulumi.secret("x") },
      f: null,
      g: false,
    };
    assert.deepEqual(knownPart(args), {
      value: { a: undefined, b: { c: [1, undefined], "d.e": undefined }, f: null, g: false },
      unknown: ["a", "b.c[1]", 'b["d.e"]'],
    });
  });

  it("is all of plain arguments", () => {
    assert.deepEqual(knownPart({ a: [{ b: "c" }] }), { value: { a: [{ b: "c" }] }, unknown: [] });
  });
});

describe("property paths", () => {
  it("quote what is no identifier", () => {
    assert.equal(propertyPath("", "job"), "job");
    assert.equal(propertyPath("job", "arguments"), "job.arguments");
    assert.equal(propertyPath("flinkConfiguration", "a.b"), 'flinkConfiguration["a.b"]');
  });

  it("touch themselves, what is above and what is below, but no namesake", () => {
    assert.equal(touches(["job"], "job"), true);
    assert.equal(touches(["job.arguments[1]"], "job"), true);
    assert.equal(touches(["job.arguments[1]"], "job.arguments"), true);
    assert.equal(touches(["job"], "job.arguments"), true);
    assert.equal(touches(["job"], "jobManager"), false);
    assert.equal(touches(["jobManager.memory"], "jobManager.cpu"), false);
    assert.equal(touches([], "job"), false);
  });
});
