import {
  AppsV1Api,
  CoreV1Api,
  type KubeConfig,
  type V1ConfigMap,
  type V1Deployment,
  type V1EnvVar,
} from "@kubernetes/client-node";
import { parse } from "yaml";
import { DEFAULT_PLUGIN } from "../../components/model/s3Plugins";
import type { ClusterName } from "../../operations/cluster";
import { ownedObjects } from "../../operations/unrecorded";
import type { StorageArgs } from "./target";

/** What the objects of a deployed cluster tell of its arguments. */
export interface DeployedStorage {
  readonly generation: number;
  readonly flinkVersion?: string;
  readonly storage: StorageArgs;
}

/** Flink's configuration, as config.yaml has it. */
export type Configuration = Record<string, string | undefined>;

/** Reads where a deployed cluster keeps its state; undefined without a Deployment of JobManagers. */
export async function deployedStorage(
  kubeConfig: KubeConfig,
  { namespace, clusterId }: ClusterName,
): Promise<DeployedStorage | undefined> {
  const { items } = await kubeConfig
    .makeApiClient(AppsV1Api)
    .listNamespacedDeployment({ namespace, labelSelector: ownedObjects(clusterId) });
  // While an up changes the generation there are two.
  const [newest] = items
    .filter((deployment) => podLabels(deployment)["app.kubernetes.io/component"] === "jobmanager")
    .sort((one, other) => generationOf(other) - generationOf(one));
  const name = newest?.spec!.template.spec!.volumes?.find((volume) => volume.name === "configuration")?.configMap?.name;
  if (name === undefined) return undefined;
  const configMap = await kubeConfig
    .makeApiClient(CoreV1Api)
    .readNamespacedConfigMap({ namespace, name })
    .catch((error: Error & { code?: number }): V1ConfigMap => {
      // Deployments that no stack records may have outlived it: they tell the rest.
      if (error.code !== 404) throw error;
      return {};
    });
  return storageOf(clusterId, newest, configurationIn(configMap));
}

/** Flink's configuration in a ConfigMap of a cluster. */
export function configurationIn({ data }: V1ConfigMap): Configuration {
  return (parse(data?.["config.yaml"] ?? "") ?? {}) as Configuration;
}

/** `storage.uri` of the cluster that a configuration is of. */
export function storageUri(clusterId: string, configuration: Configuration): string | undefined {
  return configuration["execution.checkpointing.savepoint-dir"]?.slice(0, -`/${clusterId}/savepoints`.length);
}

/** What a JobManager Deployment and the configuration that it mounts say: the arguments from which both were made. */
export function storageOf(clusterId: string, deployment: V1Deployment, configuration: Configuration): DeployedStorage {
  const env = deployment.spec!.template.spec!.containers[0].env ?? [];
  const [, plugin, flinkVersion] = /^(.+)-(\d.*)\.jar$/.exec(valueOf(env, "STATE_STORAGE_PLUGIN") ?? "") ?? [];
  // Without an endpoint of their own hadoop and presto get that of the region.
  const endpoint = isAmazon(configuration["s3.endpoint"]) ? undefined : configuration["s3.endpoint"];
  const pathStyle = [configuration["s3.path.style.access"], configuration["s3.path-style-access"]].includes("true");
  return {
    generation: generationOf(deployment),
    flinkVersion,
    storage: withoutUndefined({
      uri: storageUri(clusterId, configuration),
      plugin: plugin === String(DEFAULT_PLUGIN) ? undefined : plugin,
      endpoint,
      region: valueOf(env, "AWS_REGION"),
      pathStyleAccess: pathStyle === (endpoint !== undefined) ? undefined : pathStyle,
      credentialsSecret: secretOf(env),
    }) as unknown as StorageArgs,
  };
}

function isAmazon(endpoint: string | undefined): boolean {
  return endpoint !== undefined && /^https:\/\/s3\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(endpoint);
}

function secretOf(env: V1EnvVar[]): StorageArgs["credentialsSecret"] {
  const refOf = (name: string) => env.find((variable) => variable.name === name)?.valueFrom?.secretKeyRef;
  const [id, key] = [refOf("AWS_ACCESS_KEY_ID"), refOf("AWS_SECRET_ACCESS_KEY")];
  if (id?.name === undefined || key === undefined) return undefined;
  const keys = { accessKeyIdKey: id.key, secretAccessKeyKey: key.key };
  const byDefault = keys.accessKeyIdKey === "AWS_ACCESS_KEY_ID" && keys.secretAccessKeyKey === "AWS_SECRET_ACCESS_KEY";
  return { name: id.name, ...(!byDefault && keys) };
}

function valueOf(env: V1EnvVar[], name: string): string | undefined {
  return env.find((variable) => variable.name === name)?.value;
}

function podLabels(deployment: V1Deployment): Record<string, string> {
  return deployment.spec?.template.metadata?.labels ?? {};
}

function generationOf(deployment: V1Deployment): number {
  return Number(podLabels(deployment)["pulumi-flink/generation"]);
}

function withoutUndefined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
