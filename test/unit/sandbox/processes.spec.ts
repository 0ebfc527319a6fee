import { equal, notEqual } from "node:assert/strict";
import { definitionHash, startedAt } from "../../../sandbox/processes";
import { identify } from "../../../toolchain/processIdentity";

describe("processes of the sandbox", () => {
  it("have a start time", () => {
    const age = (Date.now() - startedAt(identify(process.pid)!).getTime()) / 1000;
    equal(Math.abs(age - process.uptime()) < 3, true);
  });

  it("have another definition with another configuration file", () => {
    const definition = { name: "etcd", command: ["etcd"], files: { "/etc/x": "1" } };
    equal(definitionHash(definition), definitionHash({ ...definition }));
    notEqual(definitionHash(definition), definitionHash({ ...definition, files: { "/etc/x": "2" } }));
  });
});
