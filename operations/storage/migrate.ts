import type { S3Client } from "@aws-sdk/client-s3";
import type { CoreV1Api } from "@kubernetes/client-node";
import type { ClusterName, StoredCluster } from "../cluster";
import { OperationError } from "../errors";
import type { FlinkClient } from "../flink/client";
import type { JobStatus } from "../flink/types";
import { podsOf } from "../pods";
import type { Progress } from "../progress";
import { copyObjects } from "./copy";
import type { StoredObject } from "./inventory";
import { readInventory } from "./listing";
import { fileName, location, sameLocation } from "./location";
import { readMetadata, type SnapshotMetadata } from "./metadata";
import { type MigrationFacts, migrationProblems } from "./migrationProblems";
import { listObjects, readObject } from "./objects";
import { chosenSavepoint, copyUri, type MigrationProblem } from "./savepoint";
import { type Verified, verifyCopy } from "./verifyCopy";

/** A cluster whose savepoint is copied, and where to. */
export interface Migration {
  readonly cluster: StoredCluster;
  readonly core: CoreV1Api;
  readonly flink: FlinkClient;
  /** The new `storage.uri`. */
  readonly to: string;
  /** Clients of the present store and of the new one, which may be the same store. */
  readonly stores: { readonly from: S3Client; readonly to: S3Client; readonly same: boolean };
  /** The savepoint's URI; the cluster's newest one by default. */
  readonly savepoint?: string;
  /** What the caller knows against it. */
  readonly problems: MigrationProblem[];
}

/** A verified copy. */
export interface MigratedSavepoint extends Verified {
  readonly from: string;
  readonly savepoint: string;
}

/** Copies the savepoint that a cluster's job was stopped with to another bucket or store, and verifies it. */
export async function migrateSavepoint(migration: Migration, progress: Progress): Promise<MigratedSavepoint> {
  const { cluster, stores } = migration;
  progress(`listing ${cluster.stateRoot}`);
  const { clusters } = await readInventory(stores.from, cluster.storage.uri, progress, cluster.clusterId);
  const state = clusters.find(({ clusterId }) => clusterId === cluster.clusterId);
  const savepoint = chosenSavepoint(state, migration.savepoint);
  const target = copyUri(migration.to, cluster.clusterId, savepoint?.uri ?? "none");
  const source = savepoint ? await list(stores.from, savepoint.uri) : [];
  // A target that is refused anyway is not looked at.
  const isTarget = migration.problems.length === 0 && !sameLocation(cluster.storage.uri, migration.to);
  assertNoProblem({
    from: cluster.storage.uri,
    to: migration.to,
    problems: migration.problems,
    ...(await runningJobs(migration.core, migration.flink, cluster)),
    state,
    asked: migration.savepoint,
    metadata: savepoint?.completed && (await metadataOf(stores.from, savepoint.uri)),
    source,
    target: savepoint && isTarget ? await list(stores.to, target) : [],
  });
  const copy = {
    source: { client: stores.from, ...location(savepoint!.uri) },
    target: { client: stores.to, ...location(target) },
    sameStore: stores.same,
    objects: source,
  };
  await copyObjects(copy, progress);
  return { ...(await verifyCopy(copy, progress)), from: savepoint!.uri, savepoint: target };
}

function assertNoProblem(facts: MigrationFacts): void {
  const found = migrationProblems(facts);
  if (found.length === 0) return;
  const todos = [...new Set(found.map(({ todo }) => todo))];
  throw new OperationError({
    what: `nothing was copied:\n${found.map(({ what }) => `- ${what}`).join("\n")}`,
    todo: todos.length === 1 ? todos[0] : todos.map((todo) => `\n- ${todo}`).join(""),
  });
}

/** Objects of a folder, without its marker, as stores with folders have them. */
async function list(client: S3Client, uri: string): Promise<StoredObject[]> {
  const { bucket, prefix } = location(uri);
  const objects: StoredObject[] = [];
  for await (const object of listObjects(client, bucket, `${prefix}/`))
    if (fileName(object.key) !== "") objects.push(object);
  return objects;
}

async function metadataOf(client: S3Client, uri: string): Promise<SnapshotMetadata | string> {
  const bytes = await readObject(client, `${uri}/_metadata`);
  try {
    return readMetadata(bytes);
  } catch (error) {
    return (error as Error).message;
  }
}

/** What the JobManagers, if there are any, say of their jobs. */
async function runningJobs(
  core: CoreV1Api,
  flink: FlinkClient,
  { namespace, clusterId }: ClusterName,
): Promise<{ jobManagers: number; jobs: JobStatus[] | undefined }> {
  const jobManagers = (await podsOf(core, namespace, clusterId, "jobmanager")).length;
  return { jobManagers, jobs: jobManagers === 0 ? [] : await flink.jobs().catch(() => undefined) };
}
