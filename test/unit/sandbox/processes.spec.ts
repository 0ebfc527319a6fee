import { deepEqual, equal, notEqual } from "node:assert/strict";
import {
  type ProcessRecord,
  bootId,
  definitionHash,
  matches,
  parseStat,
  processStat,
  startedAt,
} from "../../../sandbox/processes";

const record: ProcessRecord = { pid: 42, started: 1000, boot: "this-boot", definition: "" };
const stat = { state: "S", parent: 1, started: 1000 };

describe("sandbox process records", () => {
  it("reads /proc/PID/stat behind a name with spaces and parentheses", () => {
    const text = `42 (a) b (c)) S 7 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 1000 4096 1`;
    deepEqual(parseStat(text), { state: "S", parent: 7, started: 1000 });
  });

  it("knows its process again", () => {
    equal(matches(record, stat, "this-boot"), true);
  });

  for (const [name, other, boot] of [
    ["a recycled pid", { ...stat, started: 1001 }, "this-boot"],
    ["a process of another boot", stat, "next-boot"],
    ["a zombie", { ...stat, state: "Z" }, "this-boot"],
    ["no process", undefined, "this-boot"],
  ] as const) {
    it(`does not take ${name} for it`, () => {
      equal(matches(record, other, boot), false);
    });
  }

  it("dates the start of a live process", () => {
    const own = { pid: process.pid, started: processStat(process.pid)!.started, boot: bootId(), definition: "" };
    const age = (Date.now() - startedAt(own).getTime()) / 1000;
    equal(Math.abs(age - process.uptime()) < 3, true);
  });

  it("sees a changed configuration file as another definition", () => {
    const definition = { name: "etcd", command: ["etcd"], files: { "/etc/x": "1" } };
    equal(definitionHash(definition), definitionHash({ ...definition }));
    notEqual(definitionHash(definition), definitionHash({ ...definition, files: { "/etc/x": "2" } }));
  });
});
