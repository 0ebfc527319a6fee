import assert from "node:assert/strict";
import { TestStack } from "../../support/testStack";
import { type EngineEvent, interruptUp } from "../support/interruptUp";
import { liveObjects } from "../support/liveObjects";
import { CLUSTER_CODE, type Figures, type Table } from "../table";

const NAME = "acc-interrupted";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

/** The events at which `pulumi up` is killed. */
const moments: Record<string, (event: EngineEvent) => boolean> = {
  "after the first resource": ({ resOutputsEvent: done }) =>
    done?.metadata.op === "create" && done.metadata.type.startsWith("kubernetes:"),
  "before the workloads": ({ resourcePreEvent: next }) => next?.metadata.type === DEPLOYMENT,
  "workloads registered": ({ resourcePreEvent: next }) =>
    next?.metadata.type === DEPLOYMENT && isJobManager(next.metadata.urn),
  "during the wait": ({ diagnosticEvent: said }) =>
    said?.urn !== undefined && isJobManager(said.urn) && said.message.includes("Waiting for"),
};

interface CleanRun {
  readonly objects: Record<string, object>;
}

export const interruptedUp: Table<CleanRun> = {
  name: "interrupted-up",
  title: "`pulumi up` killed with -9: its lock is cleared, and the next `up` ends as if nothing had been",
  covers: [
    ...CLUSTER_CODE,
    "cli",
    "commands",
    "operations",
    "test/acceptance/tables/interruptedUp.ts",
    "test/acceptance/support/interruptUp.ts",
    "test/acceptance/support/liveObjects.ts",
  ],
  columns: [
    "resources in the state",
    "pending operations",
    "lock while it lived",
    "lock once dead",
    "objects equal to a clean run's",
    "next up s",
  ],
  rows: () =>
    Object.entries(moments).map(([id, isTheMoment]) => ({ id, run: (clean) => interrupted(clean, isTheMoment) })),

  async setUp() {
    const stack = await emptyStack();
    await stack.configure().up();
    const objects = await liveObjects(stack);
    await stack.dispose();
    return { objects };
  },

  tearDown: () => Promise.resolve(),
};

/** Without what a row that failed may have left, so that it does not fail the next one too. */
function emptyStack(): Promise<TestStack> {
  return TestStack.create(NAME, "flink-acceptance");
}

function isJobManager(urn: string): boolean {
  return urn.includes(`${DEPLOYMENT}::`) && urn.endsWith("-jobmanager");
}

async function interrupted(clean: CleanRun, isTheMoment: (event: EngineEvent) => boolean): Promise<Figures> {
  const stack = await emptyStack();
  try {
    stack.configure();
    const { pending, resources, cleared } = await interruptUp(stack, isTheMoment);
    const started = Date.now();
    await stack.up();
    const seconds = (Date.now() - started) / 1000;
    const objects = await liveObjects(stack);
    assert.deepEqual(objects, clean.objects);
    await stack.succeed(["preview", "--expect-no-changes"]);
    await stack.runningJob();
    return {
      "resources in the state": resources,
      "pending operations": pending.join(", ") || "none",
      "lock while it lived": "refused, with the command to run",
      "lock once dead": cleared.replace(/process \d+/, "the process"),
      "objects equal to a clean run's": Object.keys(objects).length,
      "next up s": seconds,
    };
  } finally {
    await stack.dispose();
  }
}
