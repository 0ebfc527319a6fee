import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import { ProtocolError, serviceError } from "../../../plugin/errors";

describe("an error of the plugin", () => {
  it("that users can act on is its text, without a stack", () => {
    const error = serviceError(new ProtocolError(status.INVALID_ARGUMENT, "clusterId: too long"));
    assert.deepEqual(error, { code: status.INVALID_ARGUMENT, details: "clusterId: too long" });
  });

  it("of its own code says where it happened", () => {
    const { code, details } = serviceError(new TypeError("x is undefined"));
    assert.equal(code, status.UNKNOWN);
    assert.match(details!, /^TypeError: x is undefined\n +at .*errors\.spec\.ts/);
  });

  it("that is none says what was thrown", () => {
    assert.equal(serviceError("gone").details, "gone");
  });
});
