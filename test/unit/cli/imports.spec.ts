import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../toolchain/cache";

/** Packages that only the command line and what it does needs. */
const OF_COMMANDS = ["@aws-sdk", "@kubernetes/client-node", "commander", "p-retry", "yaml"];

/** Which of these packages, and of the project's rooms, a new process has loaded after a `require`. */
function loadedBy(path: string): { packages: string[]; rooms: string[] } {
  const script = `require(${JSON.stringify(path)}); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const output = execFileSync(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script], {
    cwd: PROJECT_ROOT,
    encoding: "utf8",
  });
  const files = JSON.parse(output) as string[];
  return {
    packages: OF_COMMANDS.filter((name) => files.some((file) => file.includes(`/node_modules/${name}/`))),
    rooms: ["components", "operations", "cli"].filter((room) =>
      files.some((file) => file.startsWith(join(PROJECT_ROOT, room, "/"))),
    ),
  };
}

describe("importing the package", function () {
  // Two processes load Pulumi, one of them the clients of Kubernetes and S3.
  this.timeout(60_000);

  it("loads neither the command line nor the packages that it needs", () =>
    assert.deepEqual(loadedBy("@pulumi-flink/flink"), { packages: [], rooms: ["components"] }));
  it("would be seen to load them", () =>
    assert.deepEqual(loadedBy(join(PROJECT_ROOT, "cli/run")), {
      packages: OF_COMMANDS,
      rooms: ["components", "operations", "cli"],
    }));
});
