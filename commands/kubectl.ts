import { spawnSync } from "node:child_process";
import { sandbox } from "../sandbox/client";
import { artifact } from "../toolchain/artifacts";
import { runCommand } from "./lib/runCommand";

/** `npm run kubectl -- ARGS`: kubectl on the sandbox. */
void runCommand(async () => {
  const { kubeconfig } = sandbox();
  const args = ["--kubeconfig", kubeconfig, ...process.argv.slice(2)];
  const result = spawnSync(artifact("kubernetes").bin("kubectl"), args, { stdio: "inherit" });
  process.exitCode = result.status ?? 1;
});
