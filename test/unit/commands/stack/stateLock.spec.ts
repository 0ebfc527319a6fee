import assert from "node:assert/strict";
import { judge, type StateLock } from "../../../../commands/stack/stateLock";

const lock = (pid: number, host: string): StateLock => ({
  pid,
  hostname: host,
  username: "ana",
  timestamp: "2026-01-01T00:00:00Z",
});
const alive = (pid: number) => pid === 1;

describe("locks of a state", () => {
  it("are none", () => assert.equal(judge([], "here", alive), "none"));
  it("are dead when every process is of this host and gone", () =>
    assert.equal(judge([lock(7, "here"), lock(8, "here")], "here", alive), "dead"));
  it("are held while a process lives", () =>
    assert.equal(judge([lock(7, "here"), lock(1, "here")], "here", alive), "held"));
  it("are held when another host recorded them, whatever runs here", () =>
    assert.equal(judge([lock(7, "there")], "here", alive), "held"));
});
