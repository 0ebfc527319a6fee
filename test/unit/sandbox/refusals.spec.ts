import { deepEqual, equal, match, throws } from "node:assert/strict";
import { type MachineFacts, refusals, refuse } from "../../../sandbox/refusals";

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

describe("sandbox refusals", () => {
  it("has none on a machine that just suffices", () => {
    deepEqual(refusals(able), []);
  });

  it("gives only the platform where nothing else can be judged", () => {
    deepEqual(refusals({ ...able, platform: "darwin", root: false, memoryAvailable: 0 }), [
      "it is a Linux node, and this machine runs darwin",
    ]);
  });

  it("names what is there and what is needed", () => {
    const problems = refusals({
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

  it("asks less disk of a sandbox that has its data already", () => {
    deepEqual(refusals({ ...able, established: true, diskFree: 5 * GIBIBYTE }), []);
    equal(refusals({ ...able, established: true, diskFree: 4.9 * GIBIBYTE }).length, 1);
  });

  it("names the alternative", () => {
    throws(() => refuse({ ...able, root: false }), { todo: /npm start -- --context NAME/ });
  });
});
