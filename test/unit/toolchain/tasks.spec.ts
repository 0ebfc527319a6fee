import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { runTasks, type Task } from "../../../toolchain/tasks";

describe("tasks", () => {
  /** What began and ended, in order. */
  let events: string[];
  beforeEach(() => (events = []));

  function task(name: string, ...after: string[]): Task {
    const run = async () => {
      events.push(`${name} begins`);
      await turn();
      events.push(`${name} ends`);
    };
    return { name, after, run };
  }

  function failing(name: string, ...after: string[]): Task {
    const run = async () => {
      await turn();
      throw new Error(`${name} failed`);
    };
    return { name, after, run };
  }

  it("run after those they wait for, whatever their order in the list", async () => {
    await runTasks([task("last", "first", "second"), task("second", "first"), task("first")]);
    assert.deepEqual(
      events,
      ["first", "second", "last"].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it("run at the same time where none waits for the other", async () => {
    await runTasks([task("one"), task("other")]);
    assert.deepEqual(events, ["one begins", "other begins", "one ends", "other ends"]);
  });

  it("begin once their own predecessors are done, not when all that run are", async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    const freeing = { ...task("freeing", "quick"), run: async () => release() };
    await runTasks([{ name: "slow", after: [], run: () => slow }, task("quick"), freeing]);
    assert.deepEqual(events, ["quick begins", "quick ends"]);
  });

  it("run no more at once than the limit, the first of the list first", async () => {
    await runTasks([task("a"), task("b"), task("c")], 1);
    assert.deepEqual(
      events,
      ["a", "b", "c"].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
    events = [];
    await runTasks([task("a"), task("b"), task("c")], 2);
    assert.deepEqual(events.slice(0, 3), ["a begins", "b begins", "a ends"]);
    assert.equal(events.filter((event) => event.endsWith("ends")).length, 3);
  });

  it("begin no more after a failure, which is thrown when those that run have ended", async () => {
    const slow = {
      ...task("slow"),
      run: async () => {
        for (let i = 0; i < 10; i++) await turn();
        events.push("slow ends");
      },
    };
    const tasks = [slow, failing("broken"), task("dependent", "broken"), task("later", "slow")];
    await assert.rejects(runTasks(tasks), /broken failed/);
    assert.deepEqual(events, ["slow ends"]);
  });

  it("throw the first of several failures", async () => {
    await assert.rejects(runTasks([failing("first"), failing("second")]), /first failed/);
  });

  it("are refused when what they wait for is no task, or waits for them", async () => {
    await assert.rejects(runTasks([task("orphan", "nobody")]), /orphan \(after nobody\)/);
    await assert.rejects(
      runTasks([task("one", "other"), task("other", "one")]),
      /one \(after other\); other \(after one\)/,
    );
  });
});
