import { refuseSharedState } from "../cli/clean/otherUsers";
import { deleteHaConfigMaps } from "../operations/haConfigMaps";
import { deleteUnrecorded } from "../operations/unrecorded";
import { ensurePulumi } from "../toolchain/pulumi";
import { runSteps, StepError } from "../toolchain/steps";
import { runCommand } from "./lib/runCommand";
import { clusterName, configuredCluster, makesStorage } from "./stack/cluster";
import { coreApi, kubeConfig } from "./stack/kubernetes";
import { stackOptions } from "./stack/options";
import { pulumi, selectStack } from "./stack/pulumi";
import { stackOf } from "./stack/stack";
import { stackFile, stateOnDestroy } from "./stack/stackFile";
import { clearDeadLock } from "./stack/stateLock";
import { deleteState } from "./stack/storage";
import { stackTarget } from "./stack/target";

/**
 * `npm run destroy`: `pulumi destroy`, then what Flink itself left: its HA ConfigMaps, which have no owner, and,
 * where the stack says so, the state in the storage.
 */
void runCommand(async () => {
  const stack = stackOf(stackOptions(process.argv.slice(2)));
  const fate = stateOnDestroy(stack);
  const ownBucket = makesStorage(stack);
  if (ownBucket && fate === "delete") {
    throw new StepError({
      what: "pulumi-flink:stateOnDestroy is delete, but the state lies in a bucket of the stack's own",
      todo:
        `Set stateStorage.forceDestroy: true in ${stackFile(stack)} and remove stateOnDestroy, run npm run ` +
        "pulumi -- up, then destroy: the bucket goes with its content.",
    });
  }
  // From the configuration, not from the stack's outputs: a second run after an interrupted one has none.
  const cluster = clusterName(stack);
  await runSteps(`Destroy stack ${stack.name}`, [
    {
      title: "Pulumi",
      run: async (progress) => {
        await ensurePulumi(progress);
        await selectStack(stack);
        return clearDeadLock(stack);
      },
    },
    {
      title: "pulumi destroy",
      // A bucket of the stack's own is protected and stays, unless it may be destroyed with its content.
      run: async (progress) =>
        void (await pulumi(
          stack,
          ["destroy", "--yes", "--skip-preview", ...(ownBucket ? ["--exclude-protected"] : [])],
          "destroy the stack",
          progress,
        )),
    },
    {
      title: "Objects that an interrupted up did not record",
      run: async () =>
        (await deleteUnrecorded(kubeConfig(stack), cluster.namespace, cluster.clusterId)).join(", ") || "none",
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
        if (ownBucket) return "kept in the stack's bucket, unless stateStorage.forceDestroy was applied";
        const configured = configuredCluster(stack);
        if (fate === "keep") return `kept in ${configured.stateRoot}`;
        await refuseSharedState(await stackTarget(stack));
        return `deleted ${await deleteState(stack, configured)} objects of ${configured.stateRoot}`;
      },
    },
  ]);
});
