import { ensurePulumi } from "../toolchain/pulumi";
import { runCommand, runSteps } from "../toolchain/steps";
import { coreApi, deleteHaConfigMaps, deleteUnrecorded, kubeConfig } from "./kubernetes";
import { stackOptions } from "./options";
import { pulumi, selectStack, stackOf, stateOnDestroy } from "./stack";
import { clearDeadLock } from "./stateLock";
import { configuredCluster, deleteState } from "./state";

/**
 * `npm run destroy`: `pulumi destroy`, then what Flink itself left: its HA ConfigMaps, which have no owner, and,
 * where the stack says so, the state in the storage.
 */
void runCommand(async () => {
  const stack = stackOf(stackOptions(process.argv.slice(2)));
  const fate = stateOnDestroy(stack);
  // From the configuration, not from the stack's outputs: a second run after an interrupted one has none.
  const cluster = configuredCluster(stack);
  await runSteps(`Destroy stack ${stack.name}`, [
    {
      title: "Pulumi",
      run: async (progress) => {
        await ensurePulumi(progress);
        await selectStack(stack);
        return clearDeadLock(stack);
      },
    },
    { title: "pulumi destroy", run: async (progress) => void (await pulumi(stack, ["destroy", "--yes", "--skip-preview"], "destroy the stack", progress)) },
    {
      title: "Objects that an interrupted up did not record",
      run: async () => (await deleteUnrecorded(kubeConfig(stack), cluster.namespace, cluster.clusterId)).join(", ") || "none",
    },
    {
      title: "HA ConfigMaps of Flink",
      run: async () => {
        const names = await deleteHaConfigMaps(coreApi(stack), cluster.namespace, cluster.clusterId);
        return names.length === 0 ? "none" : `deleted ${names.join(", ")}`;
      },
    },
    {
      title: "State in the storage",
      run: async () => {
        if (fate === "keep") return `kept in ${cluster.stateRoot}`;
        return `deleted ${await deleteState(stack, cluster)} objects of ${cluster.stateRoot}`;
      },
    },
  ]);
});
