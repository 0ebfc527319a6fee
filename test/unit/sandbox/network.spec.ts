import { deepEqual, equal } from "node:assert/strict";
import { sandboxMounts } from "../../../sandbox/containers";
import { conflicts, parseSockets } from "../../../sandbox/listeners";
import { overlaps } from "../../../sandbox/network";

describe("sandbox network", () => {
  for (const [one, other, expected] of [
    ["10.244.0.0/24", "10.244.0.0/16", true],
    ["10.244.0.7", "10.244.0.0/24", true],
    ["10.244.2.0/24", "10.244.0.0/24", false],
    ["10.0.0.0/8", "10.244.1.0/24", true],
    ["192.0.2.0/24", "10.244.0.0/24", false],
    ["default", "10.244.0.0/24", false],
  ] as const) {
    it(`${one} and ${other} ${expected ? "overlap" : "do not overlap"}`, () => equal(overlaps(one, other), expected));
  }

  const output = [
    'tcp LISTEN 0 128 0.0.0.0:24443 0.0.0.0:* users:(("nginx",pid=7,fd=6))',
    "udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:*",
    'tcp LISTEN 0 128 [::]:24900 [::]:* users:(("java",pid=8,fd=6))',
  ].join("\n");

  it("reads who listens", () => {
    deepEqual(parseSockets(output), [
      { protocol: "tcp", address: "0.0.0.0", port: 24443, process: "nginx (pid 7)" },
      { protocol: "udp", address: "127.0.0.53", port: 53, process: "another process" },
      { protocol: "tcp", address: "::", port: 24900, process: "java (pid 8)" },
    ]);
  });

  it("conflicts with a wildcard or the same address, not with another address or protocol", () => {
    const [nginx, resolver, java] = parseSockets(output);
    equal(conflicts(nginx, { address: "10.244.0.1", port: 24443, protocol: "tcp" }), true);
    equal(conflicts(java, { address: "10.244.0.1", port: 24900, protocol: "tcp" }), true);
    equal(conflicts(resolver, { address: "10.244.0.1", port: 53, protocol: "udp" }), false);
    equal(conflicts(nginx, { address: "10.244.0.1", port: 24443, protocol: "udp" }), false);
  });

  it("finds mounts below its directories only, the innermost first", () => {
    const mountinfo = [
      "1 0 0:1 / /state/a rw",
      "2 1 0:2 / /state/a/b\\040c rw",
      "3 1 0:3 / /statement rw",
      "4 1 0:4 / /state rw",
      "",
    ].join("\n");
    deepEqual(sandboxMounts(mountinfo, ["/state"]), ["/state/a/b c", "/state/a"]);
  });
});
