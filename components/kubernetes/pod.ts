import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterSpec, ProcessSpec } from "../model/clusterSpec";
import { PORTS } from "../configuration/ports";
import { pluginJar } from "../model/s3Plugins";
import { HighAvailabilityType } from "../arguments/highAvailability";
import { podLabels, podSelector } from "../model/labels";
import type { ProcessKind } from "../model/processes";
import { parseMemorySize } from "../notation/memorySize";
import type { ClusterIdentity } from "../model/names";
import { type StorageCredentials, storageCredentials } from "./storageIdentity";

type PodTemplateSpec = types.input.core.v1.PodTemplateSpec;
type Container = types.input.core.v1.Container;

const FLINK_HOME = "/opt/flink";
/** User and group of the official image. */
const FLINK_USER = 9999;

/** What a pod is made from that only the engine knows. Each is a value in the pod: unknown at preview, it hides nothing else. */
export interface Pod {
  readonly image: pulumi.Input<string>;
  readonly configMap: pulumi.Input<string>;
  readonly serviceAccount: pulumi.Input<string>;
  /** The IAM kind, where the pods name it. */
  readonly roleArn: pulumi.Input<string>;
}

/** What JobManager and TaskManager pods differ in. */
export interface PodSettings extends Pod {
  readonly kind: ProcessKind;
  readonly process: ProcessSpec;
  /** Flink's script in `bin` and its arguments. */
  readonly script: string;
  readonly arguments: string[];
  readonly ports: (keyof typeof PORTS)[];
  readonly probes: Pick<Container, "startupProbe" | "readinessProbe" | "livenessProbe">;
}

/** A pod that passes the Pod Security Standard `restricted`, with a read-only root file system. */
export function podTemplate(spec: ClusterSpec, identity: ClusterIdentity, settings: PodSettings): PodTemplateSpec {
  const withHa = spec.highAvailability.type !== HighAvailabilityType.None;
  const storage = storageCredentials(spec.storage, settings.roleArn);
  return {
    metadata: { labels: podLabels(identity, settings.kind, spec.labels) },
    spec: {
      serviceAccountName: settings.serviceAccount,
      automountServiceAccountToken: withHa,
      enableServiceLinks: false,
      imagePullSecrets: spec.imagePullSecrets.map((name) => ({ name })),
      nodeSelector: settings.process.nodeSelector,
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "kubernetes.io/hostname",
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: podSelector(identity, settings.kind) },
        },
      ],
      securityContext: {
        runAsNonRoot: true,
        runAsUser: FLINK_USER,
        runAsGroup: FLINK_USER,
        fsGroup: FLINK_USER,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [flinkContainer(spec, settings, storage)],
      volumes: [
        { name: "configuration", configMap: { name: settings.configMap } },
        { name: "plugin", emptyDir: {} },
        { name: "log", emptyDir: {} },
        { name: "tmp", emptyDir: {} },
        ...storage.volumes,
      ],
    },
  };
}

function flinkContainer(spec: ClusterSpec, settings: PodSettings, storage: StorageCredentials): Container {
  const memory = String(parseMemorySize(settings.process.memory).value);
  const { cpu, cpuLimit } = settings.process;
  return {
    name: "flink-main-container",
    image: settings.image,
    imagePullPolicy: spec.imagePullPolicy,
    command: ["bash", "-c", `${PREPARE}${storage.preparation}${START}`, settings.script],
    args: ["start-foreground", ...settings.arguments],
    env: [
      // The default apiVersion is given: the server's own would conflict when an interrupted `up` creates this again.
      { name: "POD_IP", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "status.podIP" } } },
      { name: "STATE_STORAGE_PLUGIN", value: pluginJar(spec.storage.plugin, spec.flinkVersion) },
      ...storage.env,
    ],
    ports: settings.ports.map((port) => ({ name: PORT_NAMES[port], containerPort: PORTS[port] })),
    resources: {
      requests: { cpu, memory },
      limits: { ...(cpuLimit !== undefined && { cpu: cpuLimit }), memory },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [
      { name: "configuration", mountPath: `${FLINK_HOME}/conf`, readOnly: true },
      { name: "plugin", mountPath: `${FLINK_HOME}/plugins/state-storage` },
      { name: "log", mountPath: `${FLINK_HOME}/log` },
      { name: "tmp", mountPath: "/tmp" },
      ...storage.volumeMounts,
    ],
    ...settings.probes,
  };
}

/**
 * Starts a script of Flink's own `bin`, whatever entrypoint the image has: the entrypoint would edit the mounted
 * configuration and start two more JVMs for it. What it does besides is done here: the storage's plugin is put in
 * place and jemalloc, where the image has it, keeps the process from growing by fragmentation.
 */
const PREPARE = `set -eu
jar=${FLINK_HOME}/opt/$STATE_STORAGE_PLUGIN
if [ ! -r "$jar" ]; then echo "The image has no $jar: flinkVersion or storage.plugin does not fit the image." >&2; exit 1; fi
ln -sf "$jar" ${FLINK_HOME}/plugins/state-storage/
for library in /usr/lib/*/libjemalloc.so /usr/lib/*/libjemalloc.so.2; do
  if [ -r "$library" ]; then export LD_PRELOAD="$library"; break; fi
done
`;
const START = `exec ${FLINK_HOME}/bin/$0 "$@"`;

const PORT_NAMES: Record<keyof typeof PORTS, string> = {
  jobManagerRpc: "jobmanager-rpc",
  blobServer: "blobserver",
  rest: "rest",
  taskManagerRpc: "taskmanager-rpc",
  taskManagerData: "data",
  queryService: "query-service",
};
