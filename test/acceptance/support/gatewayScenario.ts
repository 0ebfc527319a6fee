import assert from "node:assert/strict";
import { ListMultipartUploadsCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { killLeader } from "../../../commands/lib/jvms";
import { S3Plugin } from "../../../components/arguments/storage";
import type { FlinkClient } from "../../../operations/flink/client";
import type { Triggered } from "../../../operations/flink/types";
import { waitFor } from "../../../operations/wait";
import { storeClient } from "../../../sandbox/client";
import type { Fault, Struck } from "../../standins/gateway/faults";
import { failOver } from "../../support/failover";
import { type GatewayCluster, roleArn, rootOf, storageOnAws } from "../../support/clusterBehindGateway/cluster";
import type { SandboxGateway } from "../../support/clusterBehindGateway/sandboxGateway";
import { type ClusterConfiguration, type RunningJob, TestStack } from "../../support/testStack";

/**
 * What is large: the files that the one TaskManager writes, or the metadata that the JobManager writes. Only what is
 * large goes up in parts.
 */
export type Large = "files" | "metadata";

/** A cluster with a running job behind the gateway. */
export interface Running {
  readonly gateway: SandboxGateway;
  readonly cluster: GatewayCluster;
  readonly large: Large;
  readonly stack: TestStack;
  readonly job: RunningJob;
  readonly rest: FlinkClient;
}

interface Step {
  readonly name: string;
  readonly run: (running: Running) => Promise<unknown>;
}

/** Longest time for what a step waits for. */
const SECONDS = 60;

/** Smallest parts that S3 takes, of files that would go up in one piece otherwise. */
const SMALL_PARTS: Record<S3Plugin, Record<string, string>> = {
  [S3Plugin.Hadoop]: { "fs.s3a.multipart.size": "5M" },
  // A number of bytes, without a unit.
  [S3Plugin.Presto]: { "s3.multipart.min-file-size": String(5 * 1024 ** 2) },
  // Writes state in one piece, whatever its size; parts are the file sink's.
  [S3Plugin.Native]: {},
};

/** The last part of what is large. After it has failed nothing else of the upload can. */
const LAST_PART: Record<Large, number> = { files: 3, metadata: 2 };

/** The request whose failure makes a plugin abort an upload: presto's leaves one behind of which a part fails. */
function fatal(plugin: S3Plugin, large: Large): Pick<Fault, "operation" | "partNumber"> {
  return plugin === S3Plugin.Presto
    ? { operation: "ListParts" }
    : { operation: "UploadPart", partNumber: LAST_PART[large] };
}

const JOBS: Record<Large, { slots: number; keys: number; stateBytes: number; configuration: Record<string, string> }> =
  {
    files: {
      slots: 1,
      keys: 16,
      stateBytes: 700_000,
      // A savepoint is one file of 11 MB; a checkpoint adds small files to those that checkpoints share.
      configuration: {
        "state.backend.type": "rocksdb",
        "execution.checkpointing.incremental": "true",
        "execution.checkpointing.data-inline-threshold": "0 b",
      },
    },
    metadata: {
      slots: 12,
      keys: 240,
      stateBytes: 30_000,
      // Twelve states of 600 kB each, all of them within the metadata.
      configuration: { "state.backend.type": "hashmap", "execution.checkpointing.data-inline-threshold": "1 mb" },
    },
  };

/** Arguments of a cluster whose job writes what is large. */
export function configurationOf(stack: TestStack, cluster: GatewayCluster, large: Large): ClusterConfiguration {
  const { slots, keys, stateBytes, configuration } = JOBS[large];
  const { job, taskManager, flinkConfiguration } = stack.cluster() as unknown as Record<string, object>;
  const storage = storageOnAws(cluster);
  const sink = cluster.plugin === S3Plugin.Presto ? [] : ["--sink", stack.sink];
  return {
    job: { ...job, arguments: ["--keys", String(keys), "--rate", "200", "--state-bytes", String(stateBytes), ...sink] },
    taskManager: { ...taskManager, slots },
    storage: { ...storage, options: { ...(storage.options as object), ...SMALL_PARTS[cluster.plugin] } },
    checkpoints: { interval: "5 s" },
    flinkConfiguration: {
      ...flinkConfiguration,
      ...configuration,
      // Those that the scenario makes fail.
      "execution.checkpointing.tolerable-failed-checkpoints": "10",
    },
  } as unknown as ClusterConfiguration;
}

/** The steps in their order; each throws when its outcome does not come. */
export function stepsOf({ cluster, large }: Pick<Running, "cluster" | "large">): Step[] {
  const inParts = cluster.plugin !== S3Plugin.Native;
  const checkpoints = { name: "checkpoints", run: checkpointsComeAndGo };
  const savepoint = { name: "savepoint", run: savepointIsMadeAndDisposedOf };
  const finish = { name: "finish and clean-up", run: finishes };
  if (large === "metadata") {
    // Metadata of a checkpoint go through the recoverable writer of hadoop, which leaves failed uploads to the bucket's lifecycle.
    const aborts = (cluster.plugin === S3Plugin.Hadoop ? ["ha"] : ["checkpoints", "ha"]).map((folder) => ({
      name: `aborted upload of the JobManager in ${folder}`,
      run: uploadOfCheckpointIsAborted(folder),
    }));
    return [checkpoints, ...aborts, savepoint, finish];
  }
  return [
    checkpoints,
    savepoint,
    ...(inParts ? [{ name: "aborted upload of the TaskManager", run: uploadOfSavepointIsAborted }] : []),
    { name: "failed checkpoint", run: failedCheckpointIsDeleted },
    { name: "killed leader", run: leaderIsKilled },
    finish,
  ];
}

/** Runs the scenario; a failure names its step. */
export async function runScenario(running: Running): Promise<void> {
  for (const { name, run } of stepsOf(running)) {
    try {
      await run(running);
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** Three more checkpoints complete, and what they replace is deleted. */
async function checkpointsComeAndGo({ job, cluster }: Running): Promise<void> {
  const first = (await job.again(() => true, SECONDS)).checkpoints.latest.completed!.id;
  await job.again((_, { latest }) => latest.completed!.id >= first + 3, SECONDS);
  await waitFor({
    what: "replaced checkpoints to be deleted",
    seconds: SECONDS,
    todo: "Look at the JobManager's log.",
    look: async () => {
      const kept = new Set(
        (await keysBelow(cluster, "checkpoints")).flatMap((key) => /\/chk-(\d+)\//.exec(key)?.[1] ?? []),
      );
      return [...kept].every((id) => Number(id) > first) ? true : undefined;
    },
  });
}

/** A savepoint is made, and deleted again by Flink. */
async function savepointIsMadeAndDisposedOf({ rest, job, cluster }: Running): Promise<void> {
  const { location } = succeeded(await savepoint(rest, job, cluster), "the savepoint");
  const below = `savepoints/${location!.split("/savepoints/")[1]}`;
  assert.ok((await keysBelow(cluster, below)).length > 0, `${location} is not in the store`);
  const disposed = await rest.post<Triggered>("savepoint-disposal", { "savepoint-path": location });
  succeeded(
    await outcome(rest, `savepoint-disposal/${disposed["request-id"]}`, "the disposal of the savepoint"),
    "the disposal of the savepoint",
  );
  assert.deepEqual(await keysBelow(cluster, below), [], "the savepoint's files are still there");
}

/** An upload of the TaskManager's for a savepoint fails for good: the savepoint fails, and nothing of the upload is left. */
async function uploadOfSavepointIsAborted({ gateway, rest, job, cluster }: Running): Promise<void> {
  const key = new RegExp(`^${rootOf(cluster)}/savepoints/`);
  const fault = { ...fatal(cluster.plugin, "files"), roleArn: roleArn(cluster.clusterId, "taskmanager"), key };
  const [struck, ended] = await Promise.all([firstStruck(gateway, fault), savepoint(rest, job, cluster)]);
  assert.ok(ended["failure-cause"] !== undefined, "the savepoint was made all the same");
  await isAborted(cluster, struck);
}

/** An upload of the JobManager's for a checkpoint fails for good: nothing of the upload is left, and the job goes on. */
function uploadOfCheckpointIsAborted(folder: string): (running: Running) => Promise<void> {
  return async ({ gateway, cluster, job }) => {
    const key = new RegExp(`^${rootOf(cluster)}/${folder}/`);
    await isAborted(
      cluster,
      await firstStruck(gateway, {
        ...fatal(cluster.plugin, "metadata"),
        roleArn: roleArn(cluster.clusterId, "jobmanager"),
        key,
      }),
    );
    await job.again(() => true);
  };
}

/**
 * Of a checkpoint for which one file cannot be written, the TaskManager deletes what it has put among the files that
 * checkpoints share: the JobManager knows nothing of it.
 */
async function failedCheckpointIsDeleted({ gateway, cluster, job }: Running): Promise<void> {
  const taskManager = roleArn(cluster.clusterId, "taskmanager");
  const shared = `${rootOf(cluster)}/checkpoints/[^/]+/[^/]+/shared/`;
  const mark = gateway.gateway.decisions.mark();
  await firstStruck(gateway, { operation: "PutObject", roleArn: taskManager, key: new RegExp(`^${shared}`) });
  const ofTaskManager = new RegExp(`^arn:aws:s3:::${cluster.bucket}/(${shared}.+)$`);
  const deleted = () =>
    gateway.gateway.decisions
      .since(mark)
      .flatMap(({ action, role, resource = "" }) =>
        action === "s3:DeleteObject" && role === taskManager ? (ofTaskManager.exec(resource)?.[1] ?? []) : [],
      );
  await waitFor({
    what: "the TaskManager to delete what it has written",
    seconds: SECONDS,
    todo: "Look at the decisions of the gateway.",
    look: async () => (deleted().length > 0 ? true : undefined),
  });
  const left = new Set(await keysBelow(cluster, "checkpoints"));
  assert.deepEqual(
    deleted().filter((key) => left.has(key)),
    [],
    "files of the failed checkpoint are still there",
  );
  await job.again(() => true);
}

function leaderIsKilled({ stack, job }: Running): Promise<unknown> {
  return failOver(stack, job, () => killLeader(stack.core, stack.namespace, stack.name));
}

/** The job ends with a savepoint, and Flink deletes what it kept for high availability, but for the job's result. */
async function finishes({ rest, job, cluster }: Running): Promise<void> {
  await rest.stopWithSavepoint(job.id, `s3://${cluster.bucket}/${rootOf(cluster)}/savepoints`);
  await rest.awaitState(job.id, "FINISHED", SECONDS);
  await waitFor({
    what: "HA metadata to be deleted",
    seconds: SECONDS,
    todo: "Look at the JobManager's log.",
    look: async () =>
      (await keysBelow(cluster, "ha")).some((key) => /completedCheckpoint|executionPlan|\/blob\//.test(key))
        ? undefined
        : true,
  });
}

/** Has the gateway fail the next such request, and waits for it. */
async function firstStruck(gateway: SandboxGateway, fault: Fault): Promise<Struck> {
  let request: Struck | undefined;
  void gateway.gateway.faults.failNext(fault).then((found) => (request = found));
  try {
    return await waitFor({
      what: `a request ${fault.operation} of ${String(fault.key)}`,
      seconds: SECONDS,
      todo: "Look at the decisions of the gateway.",
      look: async () => request,
    });
  } finally {
    gateway.gateway.faults.clear();
  }
}

function isAborted(cluster: GatewayCluster, { uploadId }: Struck): Promise<true> {
  return waitFor({
    what: `upload ${uploadId} to be aborted`,
    seconds: SECONDS,
    todo: "Look at the decisions of the gateway.",
    look: async () => ((await uploads(cluster)).includes(uploadId!) ? undefined : true),
  });
}

interface Outcome {
  location?: string;
  "failure-cause"?: { "stack-trace": string };
}

/** A savepoint among the cluster's own, made or failed. */
async function savepoint(rest: FlinkClient, { id }: RunningJob, cluster: GatewayCluster): Promise<Outcome> {
  const body = { "cancel-job": false, "target-directory": `s3://${cluster.bucket}/${rootOf(cluster)}/savepoints` };
  const triggered = await rest.post<Triggered>(`jobs/${id}/savepoints`, body);
  return outcome(rest, `jobs/${id}/savepoints/${triggered["request-id"]}`, "the savepoint");
}

/** Waits until an asynchronous operation of Flink's has come to an end. */
function outcome(rest: FlinkClient, path: string, what: string): Promise<Outcome> {
  return waitFor({
    what,
    seconds: SECONDS,
    todo: "Look at the JobManager's log.",
    look: async () => {
      const { status, operation } = await rest.get<{ status: { id: string }; operation: Outcome | null }>(path);
      return status.id === "COMPLETED" ? (operation ?? {}) : undefined;
    },
  });
}

function succeeded(ended: Outcome, what: string): Outcome {
  const failure = ended["failure-cause"];
  if (failure !== undefined) throw new Error(`${what} failed: ${failure["stack-trace"].slice(0, 500)}`);
  return ended;
}

/** Keys below a folder of the cluster, as the store itself knows them. */
async function keysBelow(cluster: GatewayCluster, folder: string): Promise<string[]> {
  const client = await storeClient();
  try {
    const keys: string[] = [];
    const pages = paginateListObjectsV2(
      { client },
      { Bucket: cluster.bucket, Prefix: `${rootOf(cluster)}/${folder}/` },
    );
    for await (const page of pages)
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key!).filter((key) => !key.endsWith("/")));
    return keys;
  } finally {
    client.destroy();
  }
}

/** Ids of the uploads in parts that are neither completed nor aborted. */
async function uploads(cluster: GatewayCluster): Promise<string[]> {
  const client = await storeClient();
  try {
    const { Uploads = [], IsTruncated } = await client.send(
      new ListMultipartUploadsCommand({ Bucket: cluster.bucket, Prefix: `${rootOf(cluster)}/` }),
    );
    assert.ok(!IsTruncated, "there are too many uploads to see them all");
    return Uploads.map(({ UploadId }) => UploadId!);
  } finally {
    client.destroy();
  }
}
