import assert from "node:assert/strict";
import { crash, kubectl, processes, status, up } from "../../../sandbox/client";
import { podProcesses } from "../../../sandbox/containers";
import { failOver } from "../../support/failover";
import { type RunningJob, TestStack } from "../../support/testStack";
import { CLUSTER_CODE, type Figures, type Table } from "../table";

interface Cluster {
  readonly stack: TestStack;
  readonly running: RunningJob;
}

export const reboot: Table<Cluster> = {
  name: "reboot",
  title: "Power failure of the sandbox: `up` brings back the same cluster, and the job from its checkpoint",
  covers: [...CLUSTER_CODE, "test/acceptance/tables/reboot.ts"],
  columns: ["processes killed", "sandbox up s", "job back s", "newest completed", "restored", "gaps", "repeats"],
  rows: () => ["first", "second", "third"].map((id) => ({ id: `${id} power failure`, run: powerFails })),

  async setUp() {
    const stack = await TestStack.attach("acc-reboot", "flink-acceptance");
    await stack.configure().bringUp();
    return { stack, running: await stack.runningJob() };
  },

  tearDown: ({ stack }) => stack.dispose(),
};

async function powerFails({ stack, running }: Cluster): Promise<Figures> {
  const before = await clusterUid();
  let killed = 0;
  let seconds = 0;
  const failover = await failOver(stack, running, async () => {
    const started = Date.now();
    killed = Object.keys(processes()).length + podProcesses().length;
    await crash();
    await up(() => {});
    seconds = (Date.now() - started) / 1000;
  });
  assert.equal(await clusterUid(), before, "another cluster came up");
  const { processes: recorded, notReady } = await status();
  assert.deepEqual(
    { died: recorded.filter(({ state }) => state !== "running"), notReady },
    { died: [], notReady: undefined },
  );
  return {
    "processes killed": killed,
    "sandbox up s": seconds,
    "job back s": failover.seconds,
    "newest completed": failover.newest,
    restored: failover.restored,
    gaps: failover.totals.gaps,
    repeats: failover.totals.repeats,
  };
}

/** What tells one Kubernetes cluster from another. */
function clusterUid(): Promise<string> {
  return kubectl(["get", "namespace", "kube-system", "--output=jsonpath={.metadata.uid}"]);
}
