import { sandbox } from "../sandbox/client";
import { runCommand } from "../toolchain/steps";
import { killLeader } from "../operations/leader";
import { coreApi } from "./stack/kubernetes";
import { clusterIdentity } from "./stack/cluster";
import { stackOf } from "./stack/stack";

/** `npm run kill-leader`: kills the leading JobManager of stack dev on the sandbox with -9, as a crash would. */
void runCommand(async () => {
  const stack = stackOf({ stack: "dev" });
  sandbox();
  const { namespace, clusterId } = clusterIdentity(stack);
  const pod = await killLeader(coreApi(stack), namespace, clusterId);
  process.stdout.write(`Killed the JVM of ${pod}. Watch the job come back: npm start\n`);
});
