import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { HighAvailabilityType } from "../arguments/highAvailability";
import { PORTS } from "../configuration/ports";
import type { Cluster } from "../model/cluster";
import type { ClusterSpec, ProcessSpec } from "../model/clusterSpec";
import { podLabels, podSelector } from "../model/labels";
import { ARGUMENTS_OF, type ProcessKind } from "../model/processes";
import { pluginJar } from "../model/s3Plugins";
import { parseMemorySize } from "../notation/memorySize";
import { PORT_NAMES, PROCESS_PODS } from "./processes";
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
  /** The IAM role, where the pods name it. */
  readonly roleArn: pulumi.Input<string>;
}

/** What a container runs: a script of Flink's own `bin`, and its arguments behind `start-foreground`. */
export interface EntryPoint {
  readonly script: string;
  readonly arguments: string[];
}

/** A pod that passes the Pod Security Standard `restricted`, with a read-only root file system. */
export function podTemplate(
  kind: ProcessKind,
  entryPoint: EntryPoint,
  { spec, identity }: Pick<Cluster, "spec" | "identity">,
  pod: Pod,
): PodTemplateSpec {
  const withHa = spec.highAvailability.type !== HighAvailabilityType.None;
  const storage = storageCredentials(spec.storage, pod.roleArn);
  return {
    metadata: { labels: podLabels(identity, kind, spec.labels) },
    spec: {
      serviceAccountName: pod.serviceAccount,
      automountServiceAccountToken: withHa,
      enableServiceLinks: false,
      imagePullSecrets: spec.imagePullSecrets.map((name) => ({ name })),
      nodeSelector: processOf(spec, kind).nodeSelector,
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "kubernetes.io/hostname",
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: podSelector(identity, kind) },
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
      containers: [flinkContainer(kind, entryPoint, spec, pod.image, storage)],
      volumes: [
        { name: "configuration", configMap: { name: pod.configMap } },
        { name: "plugin", emptyDir: {} },
        { name: "log", emptyDir: {} },
        { name: "tmp", emptyDir: {} },
        ...storage.volumes,
      ],
    },
  };
}

function flinkContainer(
  kind: ProcessKind,
  entryPoint: EntryPoint,
  spec: ClusterSpec,
  image: pulumi.Input<string>,
  storage: StorageCredentials,
): Container {
  const { cpu, cpuLimit, memory: size } = processOf(spec, kind);
  const memory = String(parseMemorySize(size).value);
  const { ports, probes } = PROCESS_PODS[kind];
  return {
    name: "flink-main-container",
    image,
    imagePullPolicy: spec.imagePullPolicy,
    command: ["bash", "-c", `${PREPARE}${storage.preparation}${START}`, entryPoint.script],
    args: ["start-foreground", ...entryPoint.arguments],
    env: [
      // The default apiVersion is given: the server's own would conflict when an interrupted `up` creates this again.
      { name: "POD_IP", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "status.podIP" } } },
      { name: "STATE_STORAGE_PLUGIN", value: pluginJar(spec.storage.plugin, spec.flinkVersion) },
      ...storage.env,
    ],
    ports: ports.map((port) => ({ name: PORT_NAMES[port], containerPort: PORTS[port] })),
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
    ...probes,
  };
}

function processOf(spec: ClusterSpec, kind: ProcessKind): ProcessSpec {
  return spec[ARGUMENTS_OF[kind].group];
}

/**
 * Starts a script of Flink's own `bin`, whatever entrypoint the image has: the entrypoint would edit the mounted
 * configuration and start two more JVMs for it. What else it does is done here: the storage's plugin is put in
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
