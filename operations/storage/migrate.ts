import type { S3Client } from "@aws-sdk/client-s3";
import { clusterSpec, type PlainArgs } from "../../components/model/clusterSpec";
import { argumentProblems } from "../../components/rules/refuse";
import { StepError, type Progress } from "../../toolchain/steps";
import { FlinkRest } from "../flink/client";
import { coreApi } from "../../commands/stack/kubernetes";
import { podsOf } from "../leader";
import { type Stack, stackFile } from "../../commands/stack/stack";
import {
  type ConfiguredCluster,
  clusterArguments,
  forcesDestruction,
  location,
  makesStorage,
  storageClient,
} from "../../commands/stack/cluster";
import { storedCluster } from "../../commands/stack/storedCluster";
import { copyObjects, type Verified, verifyCopy } from "./copy";
import type { StoredObject } from "./inventory";
import { readInventory } from "./listing";
import { readMetadata, type SnapshotMetadata } from "./metadata";
import {
  chosenSavepoint,
  configurationLines,
  copyUri,
  type KnownJob,
  type MigrationFacts,
  name,
  refusals,
  samePlace,
} from "./migration";
import { listObjects, readObject } from "./objects";

/** Where the state shall go. */
export interface MigrationOptions {
  /** The new `storage.uri`. */
  readonly to: string;
  /** The savepoint's URI; the cluster's newest one by default. */
  readonly savepoint?: string;
  /** Endpoint of the new store, or `aws`; the present store by default. */
  readonly endpoint?: string;
  readonly region?: string;
  /** `storage.profile` of the new store. */
  readonly profile?: string;
  /** Name of the Secret with the new store's keys, in the cluster's namespace. */
  readonly secret?: string;
}

/** A verified copy and what to do with it. */
export interface Migration extends Verified {
  readonly from: string;
  readonly savepoint: string;
  /** Lines of the stack's configuration, as YAML. */
  readonly configuration: string;
  readonly file: string;
}

/** Copies the savepoint that a stack's job was stopped with to another bucket or store, and verifies it. */
export async function migrateStorage(stack: Stack, options: MigrationOptions, progress: Progress): Promise<Migration> {
  const cluster = await storedCluster(stack);
  const args = clusterArguments(stack);
  const storage = newStorage(args.storage ?? { uri: cluster.storage.uri, region: cluster.storage.region }, options);
  const next = { ...cluster, storage: clusterSpec({ ...args, storage }).storage };
  const problems = argumentProblems(cluster.clusterId, { ...args, storage }, []).filter(({ path }) =>
    path.startsWith("storage"),
  );
  const [from, to] = [await storageClient(stack, cluster), await storageClient(stack, next)];
  try {
    progress(`listing ${cluster.stateRoot}`);
    const { clusters } = await readInventory(from, cluster.storage.uri, progress, cluster.clusterId);
    const state = clusters.find(({ clusterId }) => clusterId === cluster.clusterId);
    const savepoint = chosenSavepoint(state, options.savepoint);
    const target = copyUri(options.to, cluster.clusterId, savepoint?.uri ?? "none");
    const source = savepoint ? await list(from, savepoint.uri) : [];
    refuse({
      from: cluster.storage.uri,
      to: options.to,
      forceDestroy: forcesDestruction(stack),
      problems,
      ...(await runningJobs(stack, cluster)),
      state,
      asked: options.savepoint,
      metadata: savepoint?.completed && (await metadataOf(from, savepoint.uri)),
      source,
      // A place that is refused anyway is not looked at.
      target:
        savepoint && problems.length === 0 && !samePlace(cluster.storage.uri, options.to) ? await list(to, target) : [],
    });
    const copy = {
      source: { client: from, ...location(savepoint!.uri) },
      target: { client: to, ...location(target) },
      sameStore: next.storage.endpoint === cluster.storage.endpoint && options.secret === undefined,
      objects: source,
    };
    await copyObjects(copy, progress);
    const verified = await verifyCopy(copy, progress);
    // S3StateStorage is for AWS; another store can only be named.
    const place =
      makesStorage(stack) && storage.endpoint === undefined ? { stateStorage: adopted(storage) } : { storage };
    const configuration = configurationLines(place, args.generation ?? 1, target);
    return { ...verified, from: savepoint!.uri, savepoint: target, configuration, file: stackFile(stack) };
  } finally {
    from.destroy();
    to.destroy();
  }
}

function refuse(facts: MigrationFacts): void {
  const found = refusals(facts);
  if (found.length === 0) return;
  const todos = [...new Set(found.map(({ todo }) => todo))];
  throw new StepError({
    what: `nothing was copied:\n${found.map(({ what }) => `- ${what}`).join("\n")}`,
    todo: todos.length === 1 ? todos[0] : todos.map((todo) => `\n- ${todo}`).join(""),
  });
}

/** The storage's arguments with the new place; another store shares neither keys nor quirks with the present one. */
export function newStorage(
  present: PlainArgs["storage"],
  { to, endpoint, region, profile, secret }: MigrationOptions,
): PlainArgs["storage"] {
  const { plugin, identity } = present;
  const kept =
    endpoint === undefined ? present : { plugin, ...(endpoint === "aws" && secret === undefined && { identity }) };
  const storage = {
    ...kept,
    uri: to,
    ...(endpoint !== undefined && endpoint !== "aws" && { endpoint }),
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(secret !== undefined && { credentialsSecret: { name: secret } }),
  };
  return Object.fromEntries(Object.entries(storage).filter(([, value]) => value !== undefined)) as PlainArgs["storage"];
}

/** The arguments with which S3StateStorage takes over the place that the copy lies in. */
function adopted({ uri, region }: PlainArgs["storage"]): Record<string, unknown> {
  const { bucket, prefix } = location(uri);
  return {
    existingBucket: { name: bucket },
    ...(prefix !== "" && { folder: prefix }),
    ...(region !== undefined && { region }),
  };
}

/** Objects of a folder, without its marker, as stores with folders have them. */
async function list(client: S3Client, uri: string): Promise<StoredObject[]> {
  const { bucket, prefix } = location(uri);
  const objects: StoredObject[] = [];
  for await (const object of listObjects(client, bucket, `${prefix}/`))
    if (name(object.key) !== "") objects.push(object);
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
  stack: Stack,
  { namespace, clusterId }: ConfiguredCluster,
): Promise<{ jobManagers: number; jobs: KnownJob[] | undefined }> {
  const core = coreApi(stack);
  const jobManagers = (await podsOf(core, namespace, clusterId, "jobmanager")).length;
  if (jobManagers === 0) return { jobManagers, jobs: [] };
  const rest = new FlinkRest(core, namespace, `${clusterId}-rest`);
  return {
    jobManagers,
    jobs: await rest.get<{ jobs: KnownJob[] }>("jobs").then(
      ({ jobs }) => jobs,
      () => undefined,
    ),
  };
}
