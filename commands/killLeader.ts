import { sandbox } from "../sandbox/client";
import { runCommand } from "../toolchain/steps";
import { killLeader } from "./leader";
import { coreApi } from "./kubernetes";
import { clusterIdentity } from "./state";
import { stackOf } from "./stack";

/** `npm run kill-leader`: kills the leading JobManager of stack dev on the sandbox with -9, as a crash would. */
void runCommand(async () => {
  const stack = stackOf({ stack: "dev" });
  sandbox();
  const { namespace, clusterId } = clusterIdentity(stack);
  const pod = await killLeader(coreApi(stack), namespace, clusterId);
  process.stdout.write(`Killed the JVM of ${pod}. Watch the job come back: npm start\n`);
});
