import * as assert from "node:assert/strict";
import { jobManagerMemory } from "../../../components/memory/jobManager";
import { taskManagerMemory } from "../../../components/memory/taskManager";

type Options = Record<string, string>;

/** What is allowed and how to fix it, of the only problem with these settings; a key is shown by its last parts. */
function hintsOf(kind: "jobmanager" | "taskmanager", options: Options) {
  const configuration = Object.entries(options).map(([name, value]) => [`${kind}.memory.${name}`, value]);
  const derive = kind === "jobmanager" ? jobManagerMemory : taskManagerMemory;
  const { problems } = derive(Object.fromEntries(configuration), (key) => `<${key.replace(`${kind}.memory.`, "")}>`);
  assert.equal(problems.length, 1);
  const [{ path, allowed, fix }] = problems;
  return { path, allowed, fix };
}

describe("hints of refused memory settings", () => {
  it("list the parts that do not fit into a TaskManager, and those that may shrink", () => {
    assert.deepEqual(hintsOf("taskmanager", { "flink.size": "2g", "task.heap.size": "1g", "managed.size": "1g" }), {
      path: "<flink.size>",
      allowed:
        "at least 2368m with the other memory settings as they are: Flink memory is 2048m, but framework heap (128m), " +
        "framework off-heap (128m), task heap (1024m), task off-heap (0m), managed (1024m) need 2304m",
      fix: "Raise <flink.size>, or lower <task.heap.size> or managed memory.",
    });
  });

  const shares = "framework heap (128m), framework off-heap (128m), task off-heap (0m)";

  it("name the fraction of managed memory, or its size where that is given", () => {
    assert.deepEqual(hintsOf("taskmanager", { "flink.size": "400m" }), {
      path: "<flink.size>",
      allowed:
        `at least 534m with the other memory settings as they are: Flink memory is 400m, but ${shares}, ` +
        "managed (167772162 bytes), network (64m) need 503316482 bytes",
      fix: "Raise <flink.size>, or lower <managed.fraction> (0 if the job keeps its state on the heap).",
    });
    assert.deepEqual(hintsOf("taskmanager", { "flink.size": "400m", "managed.size": "100m" }), {
      path: "<flink.size>",
      allowed:
        `at least 420m with the other memory settings as they are: Flink memory is 400m, but ${shares}, ` +
        "managed (100m), network (64m) need 420m",
      fix: "Raise <flink.size>, or lower <managed.size> (0 if the job keeps its state on the heap).",
    });
  });

  it("name what takes the memory of a process beside Flink", () => {
    assert.equal(
      hintsOf("taskmanager", { "process.size": "400m" }).fix,
      "Raise <process.size>, or lower <jvm-metaspace.size> or <jvm-overhead.min>.",
    );
    assert.match(
      hintsOf("jobmanager", { "process.size": "448m" }).allowed,
      /^at least 704m .*: Flink memory is 0m, off-heap memory alone takes 128m, and the heap needs 128m$/,
    );
  });

  it("give the bounds of a fraction and an example", () => {
    for (const kind of ["jobmanager", "taskmanager"] as const) {
      assert.deepEqual(hintsOf(kind, { "process.size": "4g", "jvm-overhead.fraction": "1" }), {
        path: "<jvm-overhead.fraction>",
        allowed: "at least 0 and below 1 (as a 32 bit float)",
        fix: 'Give <jvm-overhead.fraction> as a part of one, such as "0.1".',
      });
    }
  });

  it("say why a JobManager needs a heap of that size", () => {
    assert.deepEqual(hintsOf("jobmanager", { "heap.size": "64m" }), {
      path: "<heap.size>",
      allowed:
        "at least 128m with the other memory settings as they are: the heap would be 64m, and below 128m a JobManager cannot run a job",
      fix: "Raise <heap.size>.",
    });
  });
});
