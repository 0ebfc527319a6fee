import { names } from "../../components/model/names";
import { storageSpec } from "../../components/model/storageSpec";
import { argumentProblems } from "../../components/rules/refuse";
import { formatProblem } from "../../components/validation/problem";
import { FlinkClient } from "../../operations/flink/client";
import { ServiceProxy } from "../../operations/flink/serviceProxy";
import type { Progress } from "../../operations/progress";
import { location } from "../../operations/storage/location";
import { type MigratedSavepoint, migrateSavepoint } from "../../operations/storage/migrate";
import type { MigrationProblem } from "../../operations/storage/savepoint";
import { coreApi, storedCluster, type StorageArgs, type StoredTarget, withStore } from "../cluster/target";

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

/** A verified copy and the arguments with which the job goes on from it. */
export interface Migration extends MigratedSavepoint {
  /** Arguments of the FlinkCluster. */
  readonly cluster: { generation: number; job: { initialSavepoint: string }; storage?: StorageArgs };
  /** Arguments of the S3StateStorage that makes the cluster's `storage`, where one does. */
  readonly stateStorage?: object;
}

/** Copies the savepoint that a cluster's job was stopped with, and says what arguments go on from there. */
export async function migrateStorage(
  target: StoredTarget,
  options: MigrationOptions,
  progress: Progress,
): Promise<Migration> {
  const cluster = storedCluster(target);
  const storage = newStorage(target.storage, options);
  const next = { ...cluster, storage: storageSpec(storage) };
  const generation = target.generation ?? 1;
  const { restService } = names({ ...cluster, generation });
  const same = next.storage.endpoint === cluster.storage.endpoint && options.secret === undefined;
  const migrate = (stores: Parameters<typeof migrateSavepoint>[0]["stores"]) =>
    migrateSavepoint(
      {
        cluster,
        core: coreApi(target),
        flink: new FlinkClient(new ServiceProxy(target.kubeConfig, cluster.namespace, restService)),
        to: options.to,
        stores,
        savepoint: options.savepoint,
        problems: storageProblems({ ...target, storage }),
      },
      progress,
    );
  const copied = await withStore(target, (from) => withStore(target, (to) => migrate({ from, to, same }), next));
  return { ...copied, ...continuation(target, storage, copied.savepoint) };
}

/** What speaks against the new storage: the stack's own bucket would go, or the component would refuse what comes. */
export function storageProblems({
  stateStorage,
  clusterId,
  namespace,
  args,
  storage,
}: Omit<StoredTarget, "kubeConfig">): MigrationProblem[] {
  if (stateStorage?.forceDestroy)
    return [
      {
        what: "forceDestroy is true for the S3StateStorage: the up after the copy would delete the old bucket with all state",
        todo: "Set it to false and run up, then again.",
      },
    ];
  return argumentProblems(clusterId, { ...args, namespace, storage }, [])
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

/** What to change so that the job goes on from the copy. */
export function continuation(
  { generation, stateStorage }: Pick<StoredTarget, "generation" | "stateStorage">,
  storage: StorageArgs,
  savepoint: string,
): Pick<Migration, "cluster" | "stateStorage"> {
  const cluster = { generation: (generation ?? 1) + 1, job: { initialSavepoint: savepoint } };
  // S3StateStorage is for AWS; another store can only be named.
  return stateStorage !== undefined && storage.endpoint === undefined
    ? { cluster, stateStorage: adopted(storage) }
    : { cluster: { ...cluster, storage } };
}

/** The arguments with which S3StateStorage takes over the bucket and folder that the copy lies in. */
function adopted({ uri, region }: StorageArgs): object {
  const { bucket, prefix } = location(uri);
  return {
    existingBucket: { name: bucket },
    ...(prefix !== "" && { folder: prefix }),
    ...(region !== undefined && { region }),
  };
}
