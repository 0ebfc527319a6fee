import { digest } from "./digest";
import { forEachKind, type ProcessKind } from "./processes";

/** What tells one cluster from another, and one generation of its job from the next. */
export interface ClusterIdentity {
  readonly clusterId: string;
  readonly namespace: string;
  readonly generation: number;
}

/** Names of everything a cluster owns; contracts, see docs/decisions/0001-generations.md. */
export interface Names {
  /** Stable: Services, service accounts and the folder of the state belong to the cluster. */
  readonly restService: string;
  readonly jobManagerService: string;
  readonly serviceAccount: Record<ProcessKind, string>;
  /** Per generation: workloads and their Roles, configuration, HA metadata and the job itself. */
  readonly haClusterId: string;
  readonly workload: Record<ProcessKind, string>;
  readonly configMapPrefix: string;
  readonly jobId: string;
  /** ConfigMaps that Flink makes and Pulumi does not own. */
  readonly leaderConfigMap: string;
  readonly jobConfigMap: string;
}

/** Computes every name from the identity. */
export function names(identity: ClusterIdentity): Names {
  const { clusterId, generation } = identity;
  const haClusterId = `${clusterId}-g${generation}`;
  const jobId = flinkJobId(identity);
  return {
    restService: `${clusterId}-rest`,
    jobManagerService: `${clusterId}-jobmanager`,
    serviceAccount: forEachKind((kind) => `${clusterId}-${kind}`),
    haClusterId,
    workload: forEachKind((kind) => `${haClusterId}-${kind}`),
    configMapPrefix: `${haClusterId}-config`,
    jobId,
    leaderConfigMap: `${haClusterId}-cluster-config-map`,
    jobConfigMap: `${haClusterId}-${jobId}-config-map`,
  };
}

/** The job id of a generation: known before deployment, so that access rights can name the job's ConfigMap. */
function flinkJobId({ clusterId, namespace, generation }: ClusterIdentity): string {
  return digest(`${namespace}/${clusterId}/${generation}`, 32);
}

/**
 * One life of the cluster, from `up` to `destroy`, named by the uid of an object that lives as long. It separates the
 * checkpoints of a cluster from those of an earlier cluster with the same id: job ids and checkpoint numbers repeat,
 * and Flink does not overwrite the files of an earlier life.
 */
export function lifeOf(uid: string): string {
  return digest(uid, 8);
}

/** Name of an immutable object by its content: another content is another object. */
export function contentName(prefix: string, content: Record<string, string>): string {
  const sorted = Object.keys(content)
    .sort()
    .map((key) => [key, content[key]]);
  return `${prefix}-${digest(JSON.stringify(sorted), 10)}`;
}
