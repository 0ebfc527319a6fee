import { deepEqual, equal, match, throws } from "node:assert/strict";
import { checkMachine, type MachineFacts, machineProblems } from "../../../sandbox/preflight";

const GIBIBYTE = 1024 ** 3;
const able: MachineFacts = {
  platform: "linux",
  architecture: "x64",
  root: true,
  memoryAvailable: 6 * GIBIBYTE,
  diskFree: 15 * GIBIBYTE,
  established: false,
  directory: "/var/lib/pulumi-flink/sandbox",
  missingCommands: [],
};

describe("checks of the machine", () => {
  it("find no problem on a machine that just suffices", () => {
    deepEqual(machineProblems(able), []);
  });

  it("find only the platform where nothing else can be judged", () => {
    deepEqual(machineProblems({ ...able, platform: "darwin", root: false, memoryAvailable: 0 }), [
      "it is a Linux node, and this machine runs darwin",
    ]);
  });

  it("name what is there and what is needed", () => {
    const problems = machineProblems({
      ...able,
      root: false,
      memoryAvailable: 5.9 * GIBIBYTE,
      diskFree: 14.9 * GIBIBYTE,
      missingCommands: ["nft"],
    });
    equal(problems.length, 4);
    match(problems[0], /needs root/);
    match(problems[1], /6 GiB of available memory, and there are 5\.9 GiB/);
    match(problems[2], /15 GiB of free disk for \/var\/lib\/pulumi-flink\/sandbox, and there are 14\.9 GiB/);
    match(problems[3], /nft$/);
  });

  it("ask for less disk of a sandbox that has its data already", () => {
    deepEqual(machineProblems({ ...able, established: true, diskFree: 5 * GIBIBYTE }), []);
    equal(machineProblems({ ...able, established: true, diskFree: 4.9 * GIBIBYTE }).length, 1);
  });

  it("name the alternative", () => {
    throws(() => checkMachine({ ...able, root: false }), { todo: /npm start -- --context NAME/ });
  });
});
