import * as assert from "node:assert/strict";
import { taskManagerMemory } from "../../../components/memory/taskManager";

const MEBIBYTE = 1024 ** 2;

function derive(options: Record<string, string>, others: Record<string, string> = {}) {
  const memory = Object.entries(options).map(([name, value]) => [`taskmanager.memory.${name}`, value]);
  return taskManagerMemory({ ...Object.fromEntries(memory), ...others }, (key) => key);
}

function path(name: string): string {
  return `taskmanager.memory.${name}`;
}

describe("TaskManager memory", () => {
  describe("worked examples", () => {
    const examples: [options: Record<string, string>, sizes: Record<string, number>][] = [
      [
        { "process.size": "1728m" },
        {
          metaspace: 268435456,
          overhead: 201326592,
          flink: 1342177280,
          managed: 536870920,
          network: 134217730,
          taskHeap: 402653174,
        },
      ],
      [
        { "process.size": "2g" },
        { overhead: 214748368, flink: 1664299824, managed: 665719939, network: 166429984, taskHeap: 563714445 },
      ],
      [
        { "process.size": "4g" },
        { overhead: 429496736, flink: 3597035104, managed: 1438814063, network: 359703515, taskHeap: 1530082070 },
      ],
      [
        { "process.size": "8g" },
        { overhead: 858993472, flink: 7462505664, managed: 2985002310, network: 746250577, taskHeap: 3462817321 },
      ],
      [
        { "process.size": "16g" },
        { overhead: 1073741824, flink: 15837691904, managed: 6335076856, network: 1583769214, taskHeap: 7650410378 },
      ],
      [
        { "process.size": "1g" },
        {
          overhead: 192 * MEBIBYTE,
          flink: 576 * MEBIBYTE,
          managed: 241591914,
          network: 64 * MEBIBYTE,
          taskHeap: 26843542,
        },
      ],
      [
        { "task.heap.size": "1g", "managed.size": "1g" },
        { network: 268435460, flink: 2684354564, overhead: 328087785, process: 3280877805 },
      ],
      [{ "process.size": "4g", "flink.size": "3g" }, { overhead: 768 * MEBIBYTE }],
      [{ "process.size": "4g", "flink.size": "3500m" }, { overhead: 340 * MEBIBYTE }],
      [
        { "process.size": "768m", "managed.size": "0" },
        { managed: 0, taskHeap: 0 },
      ],
    ];
    for (const [options, sizes] of examples) {
      it(JSON.stringify(options), () => {
        const { memory, problems } = derive(options);
        assert.deepEqual(problems, []);
        assert.deepEqual(
          Object.fromEntries(Object.keys(sizes).map((name) => [name, memory![name as "process"]])),
          sizes,
        );
      });
    }

    it("JVM flags", () => {
      assert.deepEqual(derive({ "process.size": "1728m" }).memory!.jvm, {
        maxHeap: 536870902,
        initialHeap: 536870902,
        maxDirect: 268435458,
        maxMetaspace: 268435456,
      });
    });
  });

  describe("refuses", () => {
    const cases: [
      title: string,
      options: Record<string, string>,
      rule: string,
      at: string,
      allowed: RegExp,
      fix: RegExp,
    ][] = [
      [
        "no total",
        { "task.heap.size": "1g" },
        "taskmanager.total-missing",
        "process.size",
        /one of .*process\.size, .*flink\.size, or .*task\.heap\.size with .*managed\.size/,
        /for example "1728m"/,
      ],
      [
        "a process smaller than metaspace and overhead",
        { "process.size": "400m" },
        "taskmanager.process-too-small",
        "process.size",
        /at least 982m .* metaspace \(256m\) .* overhead \(192m\) alone need 448m/,
        /Raise .*process\.size, or lower .*jvm-metaspace\.size/,
      ],
      [
        "a process below its parts",
        { "process.size": "1g", "flink.size": "1g" },
        "taskmanager.process-below-parts",
        "process.size",
        /^1472m to 2304m: .* need 1280m, .* 256m are missing/,
        /Leave .*process\.size out/,
      ],
      [
        "overhead out of its range",
        { "process.size": "4g", "flink.size": "3700m" },
        "taskmanager.overhead-out-of-range",
        "process.size",
        /^4148m to 4980m: .* 140m are left/,
        /Leave .*process\.size out/,
      ],
      [
        "a minimum above its maximum",
        { "process.size": "4g", "network.min": "1g", "network.max": "512m" },
        "taskmanager.minimum-above-maximum",
        "network.min",
        /at most .*network\.max, 512m/,
        /Lower .*network\.min or raise .*network\.max/,
      ],
      [
        "a maximum below the default minimum",
        { "process.size": "4g", "jvm-overhead.max": "100m" },
        "taskmanager.minimum-above-maximum",
        "jvm-overhead.max",
        /at least .*jvm-overhead\.min, 192m/,
        /raise .*jvm-overhead\.max/,
      ],
      [
        "a fraction of one",
        { "process.size": "4g", "managed.fraction": "1" },
        "taskmanager.fraction-out-of-range",
        "managed.fraction",
        /at least 0 and below 1/,
        /such as "0\.1"/,
      ],
      [
        "parts above the total",
        { "process.size": "2g", "task.heap.size": "1g" },
        "taskmanager.parts-exceed-total",
        "process.size",
        /at least 2774m .* Flink memory is 1587\.2m, but .* task heap \(1024m\)/,
        /Raise .*process\.size, or lower .*task\.heap\.size/,
      ],
      [
        "managed and network memory above the total",
        { "process.size": "512m" },
        "taskmanager.managed-and-network-exceed-total",
        "process.size",
        /at least 982m .* Flink memory is 64m, but .* managed \(25\.6m\), network \(64m\) need 345\.6m/,
        /Raise .*process\.size, or lower .*managed\.fraction/,
      ],
      [
        "too little left for the network",
        { "flink.size": "1g", "task.heap.size": "512m", "managed.size": "255m" },
        "taskmanager.network-out-of-range",
        "task.heap.size",
        /^0m to 449m: of 1024m Flink memory, 1m are left for the network, which may have 64m/,
        /Change .*task\.heap\.size or .*flink\.size/,
      ],
      [
        "too much left for the network",
        { "flink.size": "4g", "task.heap.size": "512m", "managed.size": "1g", "network.max": "1g" },
        "taskmanager.network-out-of-range",
        "task.heap.size",
        /^1792m to 2752m: .* 64m to 1024m/,
        /widen .*network\.min and .*network\.max/,
      ],
      [
        "a Kubernetes size",
        { "process.size": "2Gi" },
        "size-unreadable",
        "process.size",
        /whole number followed by b, k, m, g or t/,
        /"2g"/,
      ],
      [
        "a size no machine has",
        { "process.size": "1024t" },
        "size-beyond-any-machine",
        "process.size",
        /less than 1024t/,
        /size that the pod shall have/,
      ],
      [
        "a fraction that is no number",
        { "process.size": "4g", "network.fraction": "10%" },
        "fraction-unreadable",
        "network.fraction",
        /decimal number of at least 0 and below 1/,
        /such as "0\.1"/,
      ],
    ];
    for (const [title, options, rule, at, allowed, fix] of cases) {
      it(title, () => {
        const { memory, problems } = derive(options);
        assert.equal(memory, undefined);
        assert.equal(problems.length, 1);
        const [problem] = problems;
        assert.equal(problem.rule, `memory.${rule}`);
        assert.equal(problem.path, path(at));
        assert.equal(problem.value, options[at]);
        assert.match(problem.allowed, allowed);
        assert.match(problem.fix, fix);
      });
    }

    for (const [key, value, allowed] of [
      ["taskmanager.cpu.cores", "0", "a number above 0"],
      ["taskmanager.numberOfTaskSlots", "1.5", "a whole number of at least 1"],
    ]) {
      it(`${key} ${value}`, () => {
        assert.deepEqual(derive({ "process.size": "4g" }, { [key]: value }), {
          problems: [
            {
              rule: "memory.taskmanager.cpu-not-positive",
              path: key,
              value,
              allowed,
              fix: `Set ${key} to ${allowed}.`,
            },
          ],
        });
      });
    }
  });

  it("lists every unreadable option at once", () => {
    const { problems } = derive(
      { "process.size": "4Gi", "managed.fraction": "x", "jvm-overhead.min": "1.5m" },
      { "taskmanager.numberOfTaskSlots": "0" },
    );
    assert.deepEqual(
      problems.map((problem) => problem.path),
      [path("process.size"), path("managed.fraction"), path("jvm-overhead.min"), "taskmanager.numberOfTaskSlots"],
    );
  });

  it("proposes a size that Flink accepts, and not one mebibyte more than needed", () => {
    const tooSmall: Record<string, string>[] = [
      { "process.size": "512m" },
      { "process.size": "1g", "managed.size": "3g" },
      { "flink.size": "300m" },
      { "process.size": "2g", "task.heap.size": "1g" },
    ];
    for (const options of tooSmall) {
      const total = Object.keys(options)[0];
      const enough = Number(/at least (\d+)m/.exec(derive(options).problems[0].allowed)![1]);
      assert.deepEqual(derive({ ...options, [total]: `${enough}m` }).problems, []);
      assert.notDeepEqual(derive({ ...options, [total]: `${enough - 1}m` }).problems, []);
    }
  });

  it("says where no size can help", () => {
    const [problem] = derive({ "process.size": "4g", "managed.fraction": "0.8", "network.fraction": "0.3" }).problems;
    assert.match(
      problem.allowed,
      /^no size fits the other memory settings: .* managed \(2744\.3m\), network \(1029\.1m\)/,
    );
  });

  it("reads deprecated keys, and blames them", () => {
    const deprecated = { "taskmanager.network.memory.min": "2g", "taskmanager.network.memory.max": "1g" };
    assert.equal(derive({ "process.size": "4g" }, deprecated).problems[0].path, "taskmanager.network.memory.min");
    const derived = derive(
      { "flink.size": "4g" },
      { "taskmanager.memory.size": "1g", "taskmanager.network.memory.fraction": "0.25" },
    ).memory!;
    assert.deepEqual([derived.managed, derived.network], [1024 * MEBIBYTE, 1024 * MEBIBYTE]);
  });

  it("names the keys of the flat configuration unless told otherwise", () => {
    assert.equal(taskManagerMemory({}).problems[0].path, 'flinkConfiguration["taskmanager.memory.process.size"]');
  });
});
