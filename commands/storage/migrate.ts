import { stringify } from "yaml";
import { clusterSpec, type PlainArgs } from "../../components/model/clusterSpec";
import { names } from "../../components/model/names";
import { argumentProblems } from "../../components/rules/refuse";
import { formatProblem } from "../../components/validation/problem";
import type { Progress } from "../../operations/progress";
import { location } from "../../operations/storage/location";
import { type MigratedSavepoint, migrateSavepoint } from "../../operations/storage/migrate";
import type { MigrationProblem } from "../../operations/storage/savepoint";
import { clusterArguments, forcesDestruction, makesStorage } from "../stack/cluster";
import { coreApi, flinkClient } from "../stack/kubernetes";
import type { Stack } from "../stack/stack";
import { stackFile } from "../stack/stackFile";
import { storageClient, storedCluster } from "../stack/storage";

type StorageArgs = PlainArgs["storage"];

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
export interface StackMigration extends MigratedSavepoint {
  /** Lines of the stack's configuration, as YAML. */
  readonly configuration: string;
  readonly file: string;
}

/** Copies the savepoint that a stack's job was stopped with, and says what the stack must have for going on from there. */
export async function migrateStorage(
  stack: Stack,
  options: MigrationOptions,
  progress: Progress,
): Promise<StackMigration> {
  const cluster = await storedCluster(stack);
  const args = clusterArguments(stack);
  const storage = newStorage(args.storage ?? { uri: cluster.storage.uri, region: cluster.storage.region }, options);
  const next = { ...cluster, storage: clusterSpec({ ...args, storage }).storage };
  const [from, to] = [await storageClient(stack, cluster), await storageClient(stack, next)];
  try {
    const same = next.storage.endpoint === cluster.storage.endpoint && options.secret === undefined;
    const { restService } = names({ ...cluster, generation: args.generation ?? 1 });
    const copied = await migrateSavepoint(
      {
        cluster,
        core: coreApi(stack),
        flink: flinkClient(stack, cluster.namespace, restService),
        to: options.to,
        stores: { from, to, same },
        savepoint: options.savepoint,
        problems: stackProblems(forcesDestruction(stack), cluster.clusterId, { ...args, storage }),
      },
      progress,
    );
    // S3StateStorage is for AWS; another store can only be named.
    const changed =
      makesStorage(stack) && storage.endpoint === undefined ? { stateStorage: adopted(storage) } : { storage };
    const configuration = configurationLines(changed, args.generation ?? 1, copied.savepoint);
    return { ...copied, configuration, file: stackFile(stack) };
  } finally {
    from.destroy();
    to.destroy();
  }
}

/** What a stack has against the new storage: its own bucket would go, or the component would refuse what comes. */
export function stackProblems(forceDestroy: boolean, clusterId: string, args: PlainArgs): MigrationProblem[] {
  if (forceDestroy)
    return [
      {
        what: "stateStorage.forceDestroy is true: the up after the copy would delete the old bucket with all state",
        todo: "Set it to false and run up, then again.",
      },
    ];
  return argumentProblems(clusterId, args, [])
    .filter(({ path }) => path.startsWith("storage"))
    .map((problem) => ({
      what: `FlinkCluster would refuse the new storage:\n${formatProblem(problem)}`,
      todo: problem.fix,
    }));
}

/** The storage's arguments for the new URI; another store shares neither keys nor quirks with the present one. */
export function newStorage(
  present: StorageArgs,
  { to, endpoint, region, profile, secret }: MigrationOptions,
): StorageArgs {
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
  return Object.fromEntries(Object.entries(storage).filter(([, value]) => value !== undefined)) as StorageArgs;
}

/** The arguments with which S3StateStorage takes over the bucket and folder that the copy lies in. */
function adopted({ uri, region }: StorageArgs): Record<string, unknown> {
  const { bucket, prefix } = location(uri);
  return {
    existingBucket: { name: bucket },
    ...(prefix !== "" && { folder: prefix }),
    ...(region !== undefined && { region }),
  };
}

/** How a stack names its storage: by the cluster's own argument, or by what makes or adopts a bucket. */
type ConfiguredStorage = { storage: object; stateStorage?: undefined } | { stateStorage: object; storage?: undefined };

/** What to change in the stack's configuration so that the job goes on from the copy, as YAML. */
export function configurationLines(
  { storage, stateStorage }: ConfiguredStorage,
  generation: number,
  savepoint: string,
): string {
  return stringify({
    "pulumi-flink:cluster": {
      generation: generation + 1,
      job: { initialSavepoint: savepoint },
      ...(storage && { storage }),
    },
    ...(stateStorage && { "pulumi-flink:stateStorage": stateStorage }),
  });
}
