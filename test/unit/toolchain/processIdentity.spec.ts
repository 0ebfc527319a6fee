import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { identify, isAlive, parseStat, processStat } from "../../../toolchain/processIdentity";

describe("the identity of a process", function () {
  // Starting one takes its time on a busy machine.
  this.timeout(60_000);
  const self = identify(process.pid)!;
  const children: ChildProcess[] = [];
  afterEach(() => children.splice(0).forEach((child) => child.kill("SIGKILL")));

  function run(...command: string[]): ChildProcess {
    const [program, ...args] = command;
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
    children.push(child);
    return child;
  }

  it("is read behind a name with spaces and parentheses", () => {
    const text = `42 (a) b (c)) S 7 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 1000 4096 1`;
    assert.deepEqual(parseStat(text), { state: "S", parent: 7, started: 1000 });
  });

  it("is that of a process which runs", () => {
    assert.equal(isAlive(self), true);
    assert.equal(processStat(self.pid)!.parent, process.ppid);
  });

  it("is not that of a later process with the same id", () => {
    assert.equal(isAlive({ ...self, started: self.started - 1 }), false);
  });

  it("is not that of a process of another boot", () => {
    assert.equal(isAlive({ ...self, boot: "an-earlier-boot" }), false);
  });

  it("is nobody's once the process has ended", async () => {
    const child = run("sleep", "60");
    const identity = identify(child.pid!)!;
    assert.equal(isAlive(identity), true);
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.equal(isAlive(identity), false);
    assert.equal(identify(child.pid!), undefined);
  });

  it("is nobody's once the process is a zombie", async () => {
    // The shell becomes a program that takes no notice of its child's end.
    const parent = run("sh", "-c", "sleep 0 & echo $!; exec sleep 60");
    const [output] = (await once(parent.stdout!, "data")) as [Buffer];
    const pid = Number(output.toString());
    while (processStat(pid)?.state !== "Z") await delay(10);
    assert.equal(identify(pid), undefined);
  });
});
