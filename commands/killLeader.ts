import { killLeader } from "./lib/jvms";
import { runCommand } from "./lib/runCommand";
import { clusterName } from "./stack/cluster";
import { coreApi } from "./stack/kubernetes";
import { stackOf } from "./stack/stack";

/** `npm run kill-leader`: kills the leading JobManager of stack dev on the sandbox with -9, as a crash would. */
void runCommand(async () => {
  const stack = stackOf({ stack: "dev" });
  const { namespace, clusterId } = clusterName(stack);
  const pod = await killLeader(coreApi(stack), namespace, clusterId);
  process.stdout.write(`Killed the JVM of ${pod}. Watch the job come back: npm start\n`);
});
