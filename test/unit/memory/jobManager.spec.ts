import * as assert from "node:assert/strict";
import { jobManagerMemory } from "../../../components/memory/jobManager";

const MEBIBYTE = 1024 ** 2;

function derive(options: Record<string, string>) {
  const memory = Object.entries(options).map(([name, value]) => [`jobmanager.memory.${name}`, value]);
  return jobManagerMemory(Object.fromEntries(memory), (key) => key);
}

describe("JobManager memory", () => {
  describe("worked examples", () => {
    const examples: [options: Record<string, string>, sizes: Record<string, number>][] = [
      [
        { "process.size": "1600m" },
        { overhead: 192 * MEBIBYTE, flink: 1152 * MEBIBYTE, heap: 1024 * MEBIBYTE, offHeap: 128 * MEBIBYTE },
      ],
      [{ "process.size": "4g" }, { overhead: 429496736, heap: 3462817376 }],
      [{ "process.size": "704m" }, { heap: 128 * MEBIBYTE }],
      [
        { "heap.size": "1g", "flink.size": "1200m" },
        { offHeap: 176 * MEBIBYTE, flink: 1200 * MEBIBYTE },
      ],
      [
        { "heap.size": "1g", "flink.size": "1g" },
        { heap: 1024 * MEBIBYTE, offHeap: 0, flink: 1024 * MEBIBYTE },
      ],
      [
        { "heap.size": "1g", "off-heap.size": "200m", "flink.size": "1224m" },
        { heap: 1024 * MEBIBYTE, offHeap: 200 * MEBIBYTE, flink: 1224 * MEBIBYTE },
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

    it("limits direct memory only on request", () => {
      const jvm = { maxHeap: 1024 * MEBIBYTE, initialHeap: 1024 * MEBIBYTE, maxMetaspace: 256 * MEBIBYTE };
      assert.deepEqual(derive({ "process.size": "1600m" }).memory!.jvm, jvm);
      assert.deepEqual(derive({ "process.size": "1600m", "enable-jvm-direct-memory-limit": "TRUE" }).memory!.jvm, {
        ...jvm,
        maxDirect: 128 * MEBIBYTE,
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
        {},
        "jobmanager.total-missing",
        "process.size",
        /one of .*process\.size, .*flink\.size, or .*heap\.size$/,
        /for example "1600m"/,
      ],
      [
        "a process smaller than metaspace and overhead",
        { "process.size": "400m" },
        "jobmanager.process-too-small",
        "process.size",
        /at least 704m .* alone need 448m/,
        /Raise .*process\.size/,
      ],
      [
        "a process below its parts",
        { "process.size": "1g", "heap.size": "1g" },
        "jobmanager.process-below-parts",
        "process.size",
        /^1600m to 2432m: .* 384m are missing/,
        /Leave .*process\.size out/,
      ],
      [
        "overhead out of its range",
        { "process.size": "3g", "heap.size": "1g" },
        "jobmanager.overhead-out-of-range",
        "process.size",
        /^1600m to 2432m: .* 1664m are left/,
        /Leave .*process\.size out/,
      ],
      [
        "a minimum above its maximum",
        { "process.size": "4g", "jvm-overhead.min": "2g" },
        "jobmanager.minimum-above-maximum",
        "jvm-overhead.min",
        /at most .*jvm-overhead\.max, 1024m/,
        /Lower .*jvm-overhead\.min/,
      ],
      [
        "a negative fraction",
        { "process.size": "4g", "jvm-overhead.fraction": "-0.1" },
        "jobmanager.fraction-out-of-range",
        "jvm-overhead.fraction",
        /at least 0 and below 1/,
        /such as "0\.1"/,
      ],
      [
        "nothing left for the heap",
        { "process.size": "576m" },
        "jobmanager.nothing-left-for-heap",
        "process.size",
        /at least 704m .* off-heap memory alone takes 128m/,
        /Raise .*process\.size or lower .*off-heap\.size/,
      ],
      [
        "parts that do not add up",
        { "flink.size": "1200m", "heap.size": "1g", "off-heap.size": "128m" },
        "jobmanager.parts-do-not-add-up",
        "flink.size",
        /exactly 1152m, the sum of heap \(1024m\) and off-heap \(128m\)/,
        /Leave .*flink\.size out, or .*off-heap\.size/,
      ],
      [
        "a heap above the total",
        { "flink.size": "1g", "heap.size": "1025m" },
        "jobmanager.heap-exceeds-total",
        "heap.size",
        /at most .*flink\.size, 1024m/,
        /Lower .*heap\.size, or leave .*flink\.size out/,
      ],
      [
        "a switch that is neither on nor off",
        { "process.size": "2g", "enable-jvm-direct-memory-limit": "yes" },
        "switch-unreadable",
        "enable-jvm-direct-memory-limit",
        /"true" or "false"/,
        /Write "true" or "false"/,
      ],
      ["a decimal size", { "process.size": "1.5g" }, "size-unreadable", "process.size", /whole number/, /"1536m"/],
    ];
    for (const text of ["untrue", "falsehood"]) {
      cases.push([
        `"${text}" as a switch`,
        { "process.size": "2g", "enable-jvm-direct-memory-limit": text },
        "switch-unreadable",
        "enable-jvm-direct-memory-limit",
        /^"true" or "false"$/,
        /^Write "true" or "false"\.$/,
      ]);
    }
    for (const [title, options, rule, at, allowed, fix] of cases) {
      it(title, () => {
        const { memory, problems } = derive(options);
        assert.equal(memory, undefined);
        assert.equal(problems.length, 1);
        const [problem] = problems;
        assert.equal(problem.rule, `memory.${rule}`);
        assert.equal(problem.path, `jobmanager.memory.${at}`);
        assert.equal(problem.value, options[at]);
        assert.match(problem.allowed, allowed);
        assert.match(problem.fix, fix);
      });
    }
  });

  describe("is stricter than Flink", () => {
    for (const [options, at, allowed] of [
      [{ "process.size": "703m" }, "process.size", /at least 704m .* the heap would be 127m/],
      [{ "flink.size": "200m" }, "flink.size", /at least 256m .* the heap would be 72m/],
      [{ "heap.size": "64m" }, "heap.size", /at least 128m .* the heap would be 64m/],
    ] as [Record<string, string>, string, RegExp][]) {
      it(`a heap below 128m: ${JSON.stringify(options)}`, () => {
        const { memory, problems } = derive(options);
        assert.ok(memory!.heap < 128 * MEBIBYTE, "Flink itself accepts it");
        assert.equal(problems.length, 1);
        const [problem] = problems;
        assert.equal(problem.rule, "memory.jobmanager.heap-below-minimum");
        assert.equal(problem.path, `jobmanager.memory.${at}`);
        assert.equal(problem.value, options[at]);
        assert.match(problem.allowed, allowed);
        assert.match(problem.fix, /Raise .*\.size\./);
      });
    }
  });
});
