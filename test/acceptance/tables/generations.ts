import assert from "node:assert/strict";
import type { V1Pod } from "@kubernetes/client-node";
import { names } from "../../../components/model/names";
import type { FlinkClient } from "../../../operations/flink/client";
import { leaderPod } from "../../../operations/leader";
import { podsOf } from "../../../operations/pods";
import { location } from "../../../operations/storage/location";
import { waitFor } from "../../../operations/wait";
import { kubectl, sandbox } from "../../../sandbox/client";
import { readSink } from "../../support/sinkReader";
import { TestStack } from "../../support/testStack";
import { directFlink, flinkAt } from "../support/directFlink";
import { jvmsOf } from "../support/kill";
import { liveObjects } from "../support/liveObjects";
import { addSecondGeneration, removeSecondGeneration } from "../support/sharedClusterId";
import { CLUSTER_CODE, type Figures, type Table } from "../table";

const NAME = "acc-generations";
const NAMESPACE = "flink-acceptance";
const [first, next] = [1, 2].map((generation) => names({ clusterId: NAME, namespace: NAMESPACE, generation }));

export const generations: Table<undefined> = {
  name: "generations",
  title: "Generations of a job: what a new one replaces, and why each has cluster ids of its own (decision 0001)",
  covers: [
    ...CLUSTER_CODE,
    "test/acceptance/tables/generations.ts",
    "test/acceptance/support/directFlink.ts",
    "test/acceptance/support/kill.ts",
    "test/acceptance/support/liveObjects.ts",
    "test/acceptance/support/sharedClusterId.ts",
  ],
  columns: ["what was seen"],
  rows: () => [
    { id: "a: new generation from a savepoint", run: () => withStack(2, replaced) },
    { id: "b: two generations under one cluster id", run: () => withStack(1, shared) },
  ],
  setUp: () => Promise.resolve(undefined),
  tearDown: () => Promise.resolve(),
};

async function withStack(replicas: number, run: (stack: TestStack) => Promise<string[]>): Promise<Figures> {
  const stack = await TestStack.create(NAME, NAMESPACE);
  try {
    await stack.configure({ jobManager: { replicas, memory: "1g", cpu: "100m" } as never }).up();
    return { "what was seen": (await run(stack)).join("\n") };
  } finally {
    await stack.dispose();
  }
}

/** Raises the generation as the README says: stop with a savepoint, name it, raise the number, `up`. */
async function replaced(stack: TestStack): Promise<string[]> {
  const running = await stack.runningJob();
  const { totals } = await running.again(() => true);
  const rest = await directFlink(stack);
  const stopped = Date.now();
  const savepoint = await rest.stopWithSavepoint(first.jobId, `s3://${sandbox().s3.bucket}/${stack.prefix}savepoints`);
  await rest.awaitState(first.jobId, "FINISHED");

  const { job } = stack.cluster() as { job: object };
  stack.configure({ generation: 2, job: { ...job, initialSavepoint: savepoint } as never });
  const { steps } = JSON.parse(await stack.succeed(["preview", "--json"])) as { steps: { op: string; urn: string }[] };
  const shown = steps
    .filter(({ op }) => op !== "same" && op !== "read")
    .map(
      ({ op, urn }) =>
        `${op} ${urn
          .split(/::|[$]/)
          .slice(-2)
          .join(" ")}`,
    );
  await stack.up();

  const again = await stack.runningJob();
  const { totals: after, checkpoints } = await again.again(({ records }) => records > totals.records);
  const seconds = (Date.now() - stopped) / 1000;
  assert.equal(again.id, next.jobId);
  assert.equal(checkpoints.latest.restored?.external_path.replace(/^s3a?:/, "s3:"), savepoint.replace(/^s3a?:/, "s3:"));
  assert.deepEqual(
    { startedAt: after.startedAt, restores: after.restores, gaps: after.gaps, repeats: after.repeats },
    { startedAt: totals.startedAt, restores: totals.restores + 1, gaps: 0, repeats: 0 },
  );
  const old = Object.keys(await liveObjects(stack)).filter((object) => object.includes(`${first.haClusterId}-`));
  assert.deepEqual(old, [], "objects of the old generation");
  const service = await stack.core.readNamespacedService({ name: next.restService, namespace: NAMESPACE });
  assert.equal(service.spec!.selector!["pulumi-flink/generation"], "2");
  const left = await haConfigMaps(stack, first.haClusterId);

  await rest.stopWithSavepoint(next.jobId, `s3://${sandbox().s3.bucket}/${stack.prefix}savepoints`);
  await rest.awaitState(next.jobId, "FINISHED");
  const { bucket, prefix } = location(stack.sink);
  const { records, gaps, repeats } = await readSink({ ...sandbox().s3, bucket, prefix });
  assert.deepEqual({ gaps, repeats }, { gaps: 0, repeats: 0 });
  return [
    `preview: ${shown.join("; ")}`,
    `generation 2 runs from the savepoint with all state, ${seconds.toFixed(1)} s after the stop was asked for`,
    `sink of both generations: ${records} records, ${gaps} gaps, ${repeats} repeats`,
    "objects of generation 1 that Pulumi made: none left; the REST Service leads to generation 2",
    `HA ConfigMaps of generation 1 that Flink left: ${left.join(", ") || "none"}`,
  ];
}

interface Overview {
  jobs: { jid: string; state: string; tasks: { running: number; total: number } }[];
}

/** The rejected variant: the second generation is only another job id. */
async function shared(stack: TestStack): Promise<string[]> {
  const running = await stack.runningJob();
  const { totals } = await running.again(() => true);
  await addSecondGeneration(stack, first, next.jobId, ["--rate", "100"]);
  try {
    const standby = await waitFor({
      what: "the second generation's JobManager to be ready",
      seconds: 180,
      todo: "Look at the pods.",
      look: async () => {
        const pods = await podsOf(stack.core, NAMESPACE, NAME, "jobmanager");
        const pod = pods.find(({ metadata }) => metadata!.name!.startsWith(`${first.workload.jobmanager}-second`));
        return pod?.status?.containerStatuses?.[0].ready ? pod : undefined;
      },
    });
    const rest = flinkAt(standby.status!.podIP!);
    const workers = await registered(rest, 2);
    const before = await overview(rest);
    const [jvm] = await jvmsOf(stack, "leader");
    await kubectl(["scale", `deployment/${first.workload.jobmanager}`, "--replicas=0", "--namespace", NAMESPACE]);
    process.kill(jvm, "SIGKILL");
    const leader = await waitFor({
      what: "the second generation's JobManager to lead",
      seconds: 120,
      todo: "Look at the leader ConfigMap.",
      look: async () => {
        const pod = await leaderPod(stack.core, NAMESPACE, NAME);
        return pod?.metadata?.name === standby.metadata!.name ? pod : undefined;
      },
    });
    const state = await settled(rest);
    // The reason for the decision; were the variant harmless, it would have to be judged anew.
    assert.ok(
      state.jobs.some(({ jid, state }) => jid === first.jobId && state === "FAILED"),
      `the old job survived: ${describe(state)}`,
    );
    const left = await waitFor({
      what: "the old job's HA metadata to be deleted",
      seconds: 60,
      todo: "It survived: the old job could be recovered.",
      look: async () => {
        const maps = await haConfigMaps(stack, first.haClusterId);
        return maps.includes(first.jobConfigMap) ? undefined : maps;
      },
    });
    return [
      `TaskManagers registered at the old leader, with one of each generation: ${workers}`,
      `jobs before: ${describe(before)}, ${totals.records} records verified`,
      `old leader killed, ${leader.metadata!.name} leads; jobs then: ${describe(state)}`,
      `why, from its log: ${await failure(leader)}`,
      `TaskManagers registered: ${await registered(rest, 2)}`,
      `HA ConfigMaps left: ${left.join(", ")}; that of the old job with its checkpoints: deleted`,
    ];
  } finally {
    await removeSecondGeneration(stack);
  }
}

/** The jobs once each runs on all its tasks or has ended. */
function settled(rest: FlinkClient): Promise<Overview> {
  const calm = ({ state, tasks }: Overview["jobs"][number]) =>
    state === "RUNNING" ? tasks.running === tasks.total : ["FINISHED", "CANCELED", "FAILED"].includes(state);
  return waitFor({
    what: "the jobs to settle",
    seconds: 120,
    todo: "Look at the JobManager's log.",
    look: async () => {
      const state = await overview(rest);
      return state.jobs.length > 0 && state.jobs.every(calm) ? state : undefined;
    },
  });
}

/** What a JobManager's log names as the reason for which its application failed. */
async function failure({ metadata }: V1Pod): Promise<string> {
  const log = await kubectl(["logs", metadata!.name!, "--namespace", NAMESPACE]);
  const reasons = log.split("\n").filter((line) => line.startsWith("Caused by:"));
  return (
    reasons.at(-1)?.replace("Caused by: ", "").replace(next.jobId, "(new job)").replace(first.jobId, "(old job)") ??
    "none"
  );
}

function overview(rest: FlinkClient): Promise<Overview> {
  return rest.get<Overview>("jobs/overview");
}

function describe({ jobs }: Overview): string {
  const name = (jid: string) => (jid === first.jobId ? "old job" : jid === next.jobId ? "new job" : jid);
  return (
    jobs
      .map(({ jid, state, tasks }) => `${name(jid)} ${state} (${tasks.running} of ${tasks.total} tasks running)`)
      .join(", ") || "none"
  );
}

/** How many TaskManagers are registered, at most the wanted number once it is reached. */
async function registered(rest: FlinkClient, wanted: number): Promise<number> {
  const count = async () => (await rest.get<{ taskmanagers: unknown[] }>("taskmanagers")).taskmanagers.length;
  const look = async () => ((await count()) >= wanted ? count() : undefined);
  return waitFor({ what: `${wanted} TaskManagers`, seconds: 60, todo: "", look }).catch(count);
}

async function haConfigMaps(stack: TestStack, haClusterId: string): Promise<string[]> {
  const { items } = await stack.core.listNamespacedConfigMap({
    namespace: NAMESPACE,
    labelSelector: `app=${haClusterId},type=flink-native-kubernetes`,
  });
  return items.map(({ metadata }) => metadata!.name!);
}
