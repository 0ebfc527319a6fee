import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withLock } from "../../../toolchain/lock";
import { identify, isAlive } from "../../../toolchain/processIdentity";

const CHILDREN: ChildProcess[] = [];

describe("toolchain lock", function () {
  // Two of the tests start a process, which takes its time on a busy machine.
  this.timeout(60_000);
  let folder: string;
  let lock: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lock-"));
    lock = join(folder, "lock");
  });
  afterEach(() => {
    // A test that failed must not leave its process: mocha would wait for it.
    for (const child of CHILDREN.splice(0)) child.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });

  const noWaiting = () => assert.fail("waited for a lock that is free");

  it("lets one action after the other in", async () => {
    const events: string[] = [];
    const action = (name: string) => async () => {
      events.push(`${name} in`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${name} out`);
    };
    const first = withLock(lock, noWaiting, action("first"));
    await Promise.all([
      first,
      withLock(lock, (holder) => events.push(`waiting for ${holder.pid === process.pid}`), action("second")),
    ]);
    assert.deepEqual(events, ["first in", "waiting for true", "first out", "second in", "second out"]);
  });

  it("is free again after a failure", async () => {
    await assert.rejects(
      withLock(lock, noWaiting, () => Promise.reject(new Error("build failed"))),
      /build failed/,
    );
    assert.equal(await withLock(lock, noWaiting, () => Promise.resolve("done")), "done");
    assert.equal(existsSync(lock), false);
  });

  it("is taken over from a process that was killed", async () => {
    const holder = await holdInChild(lock);
    assert.equal(existsSync(lock), true);
    const identity = identify(holder.pid!)!;
    assert.equal(isAlive(identity), true);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    assert.equal(isAlive(identity), false);
    assert.equal(await withLock(lock, noWaiting, () => Promise.resolve("done")), "done");
  });

  it("waits for another process that lives, until it is gone", async () => {
    const holder = await holdInChild(lock);
    let waitedFor = 0;
    await withLock(
      lock,
      ({ pid }) => {
        waitedFor = pid;
        holder.kill("SIGKILL");
      },
      () => Promise.resolve(),
    );
    assert.equal(waitedFor, holder.pid);
  });

  it("is not held by a later process with the same id", async () => {
    writeFileSync(lock, JSON.stringify({ ...identify(process.pid), boot: "an-earlier-boot" }));
    assert.equal(await withLock(lock, noWaiting, () => Promise.resolve("done")), "done");
  });

  it("is not held by nobody, when its file is cut off", async () => {
    writeFileSync(lock, '{"pid":');
    assert.equal(await withLock(lock, noWaiting, () => Promise.resolve("done")), "done");
  });
});

/** A process that holds the lock until it is killed. */
async function holdInChild(lock: string): Promise<ChildProcess> {
  const module_ = JSON.stringify(join(__dirname, "../../../toolchain/lock"));
  const script =
    `require(${module_}).withLock(${JSON.stringify(lock)}, () => {}, () => { console.log("held"); return ` +
    "new Promise(() => setInterval(() => {}, 1000)); })";
  const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  CHILDREN.push(child);
  await once(child.stdout, "data");
  return child;
}
