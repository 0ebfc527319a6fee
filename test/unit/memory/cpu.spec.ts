import * as assert from "node:assert/strict";
import { taskManagerMemory } from "../../../components/memory/taskManager";

const CORES = "taskmanager.cpu.cores";
const SLOTS = "taskmanager.numberOfTaskSlots";

function problemsWith(options: Record<string, string>) {
  return taskManagerMemory({ "taskmanager.memory.process.size": "4g", ...options }, (key) => `<${key}>`).problems;
}

describe("CPUs of a TaskManager", () => {
  it("may be any positive number that Java reads", () => {
    const accepted = [
      "1",
      "16",
      "+2",
      " 2 ",
      "1.5",
      "12.75",
      "5.",
      ".25",
      "1e1",
      "1E+2",
      "15e-1",
      "1e10",
      "4294967296",
    ];
    for (const cores of accepted) assert.deepEqual(problemsWith({ [CORES]: cores }), [], cores);
  });

  it("are refused otherwise, and the number named", () => {
    const refused = ["0", "0.0", "-1", "two", "", "x1", "1x", "1 2", "1e", "1e1.5", "0x10", "Infinity", "NaN"];
    for (const cores of refused) {
      const problem = {
        rule: "memory.taskmanager.cpu-not-positive",
        path: `<${CORES}>`,
        value: cores,
        allowed: "a number above 0",
        fix: `Set <${CORES}> to a number above 0.`,
      };
      assert.deepEqual(problemsWith({ [CORES]: cores }), [problem], cores);
    }
  });

  it("are the slots where no number is given: a whole one that fits into 32 bits", () => {
    for (const slots of ["1", "16", "+2", " 2 ", "2147483647"])
      assert.deepEqual(problemsWith({ [SLOTS]: slots }), [], slots);
    for (const slots of ["0", "-1", "1.5", "1e1", "0x10", "two", "2147483648"]) {
      const problem = {
        rule: "memory.taskmanager.cpu-not-positive",
        path: `<${SLOTS}>`,
        value: slots,
        allowed: "a whole number of at least 1",
        fix: `Set <${SLOTS}> to a whole number of at least 1.`,
      };
      assert.deepEqual(problemsWith({ [SLOTS]: slots }), [problem], slots);
    }
    assert.deepEqual(problemsWith({ [CORES]: "1", [SLOTS]: "0" }), []);
  });

  it("are reported together with what is wrong with the memory", () => {
    const rules = (options: Record<string, string>) =>
      problemsWith({ [CORES]: "0", ...options }).map(({ rule }) => rule.replace(/^memory\.(taskmanager\.)?/, ""));
    assert.deepEqual(rules({ "taskmanager.memory.process.size": "4Gi" }), ["size-unreadable", "cpu-not-positive"]);
    assert.deepEqual(rules({ "taskmanager.memory.network.fraction": "2" }), [
      "fraction-out-of-range",
      "cpu-not-positive",
    ]);
    assert.deepEqual(rules({ "taskmanager.memory.process.size": "1m" }), ["process-too-small", "cpu-not-positive"]);
  });
});
