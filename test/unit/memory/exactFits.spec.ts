import * as assert from "node:assert/strict";
import { taskManagerMemory } from "../../../components/memory/taskManager";

const MEBIBYTE = 1024 ** 2;

function derive(options: Record<string, string>) {
  const memory = Object.entries(options).map(([name, value]) => [`taskmanager.memory.${name}`, value]);
  return taskManagerMemory(Object.fromEntries(memory), (key) => key);
}

describe("TaskManager memory whose parts are given", () => {
  it("leaves the rest to the network", () => {
    const { memory, problems } = derive({ "process.size": "4g", "task.heap.size": "1g" });
    assert.deepEqual(problems, []);
    assert.deepEqual(memory, {
      process: 4096 * MEBIBYTE,
      flink: 3597035104,
      metaspace: 256 * MEBIBYTE,
      overhead: 429496736,
      frameworkHeap: 128 * MEBIBYTE,
      frameworkOffHeap: 128 * MEBIBYTE,
      taskHeap: 1024 * MEBIBYTE,
      taskOffHeap: 0,
      managed: 1438814063,
      network: 816043761,
      jvm: {
        maxHeap: 1152 * MEBIBYTE,
        initialHeap: 1152 * MEBIBYTE,
        maxDirect: 950261489,
        maxMetaspace: 256 * MEBIBYTE,
      },
    });
  });

  const parts = { "flink.size": "1280m", "task.heap.size": "512m", "managed.size": "512m" };

  it("may leave the network nothing if its minimum is that", () => {
    assert.equal(derive({ ...parts, "network.min": "0" }).memory!.network, 0);
    assert.equal(derive(parts).problems[0].rule, "memory.taskmanager.network-out-of-range");
  });

  it("may leave the overhead nothing if its minimum is that", () => {
    const full = { "process.size": "1536m", "flink.size": "1280m" };
    assert.equal(derive({ ...full, "jvm-overhead.min": "0" }).memory!.overhead, 0);
    const [{ rule, allowed }] = derive(full).problems;
    assert.equal(rule, "memory.taskmanager.overhead-out-of-range");
    assert.match(allowed, /0m are left for it$/);
  });

  it("limits direct memory to what is outside of the heap", () => {
    const { memory } = derive({ ...parts, "task.off-heap.size": "32m", "network.min": "32m", "flink.size": "1376m" });
    assert.equal(memory!.network, 64 * MEBIBYTE);
    assert.equal(memory!.jvm.maxDirect, (128 + 32 + 64) * MEBIBYTE);
  });

  it("may have bounds that are one size, and fractions of nothing", () => {
    const { memory, problems } = derive({
      "flink.size": "1280m",
      "jvm-overhead.min": "200m",
      "jvm-overhead.max": "200m",
      "jvm-overhead.fraction": "0",
      "managed.fraction": "0",
    });
    assert.deepEqual(problems, []);
    assert.deepEqual([memory!.overhead, memory!.managed], [200 * MEBIBYTE, 0]);
  });

  it("says which heap would fit, or that none does", () => {
    const allowed = (flink: string) =>
      derive({ "flink.size": flink, "task.heap.size": "10m", "managed.size": "4m" }).problems[0].allowed;
    assert.match(allowed("325m"), /^0m to 1m: of 325m Flink memory, 55m are left for the network/);
    assert.match(allowed("324m"), /^0m to 0m: of 324m Flink memory, 54m are left for the network/);
    assert.match(allowed("323m"), /^no size, for the others leave too little: of 323m Flink memory, 53m are left/);
  });

  it("does not read the fraction of managed memory beside its size", () => {
    for (const fraction of ["x", "7"]) {
      const { memory, problems } = derive({ "process.size": "4g", "managed.size": "1g", "managed.fraction": fraction });
      assert.deepEqual(problems, []);
      assert.equal(memory!.managed, 1024 * MEBIBYTE);
    }
  });

  it("needs a total, and says how to give one", () => {
    assert.deepEqual(derive({ "task.heap.size": "1g" }).problems, [
      {
        rule: "memory.taskmanager.total-missing",
        path: "taskmanager.memory.process.size",
        value: undefined,
        allowed:
          "one of taskmanager.memory.process.size, taskmanager.memory.flink.size, or " +
          "taskmanager.memory.task.heap.size with taskmanager.memory.managed.size",
        fix: 'Set taskmanager.memory.process.size to the memory of the pod, for example "1728m".',
      },
    ]);
  });
});
