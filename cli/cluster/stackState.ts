import type { PlainArgs } from "../../components/model/clusterSpec";
import { OperationError } from "../../operations/errors";
import { sameLocation } from "../../operations/storage/location";

/** A resource in the state of a stack, as far as it is read here. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  /** URN and id of the provider. */
  readonly provider?: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  /** Whether it is replaced already and only waits for its deletion. */
  readonly delete?: boolean;
}

/** What `pulumi stack export` prints. */
export interface ExportedState {
  readonly deployment: { readonly resources?: StateResource[] };
}

/** A FlinkCluster that a stack has deployed. */
export interface DeployedCluster {
  /** Name of the component. */
  readonly name: string;
  readonly clusterId: string;
  readonly namespace: string;
  /** Arguments as they were recorded, without the secret ones. */
  readonly args: Partial<PlainArgs>;
  readonly stateStorage?: { readonly forceDestroy: boolean };
  /** Inputs of the Kubernetes provider that its objects have; undefined where there is none. */
  readonly provider?: Record<string, unknown>;
}

const FLINK_CLUSTER = "flink:index:FlinkCluster";
const S3_STATE_STORAGE = "flink:index:S3StateStorage";

/** By this key Pulumi tells a secret from other objects. */
const SECRET = "4dabf18193072939515e22adb298388d";

/** The FlinkClusters in the state of a stack. */
export function deployedClusters({ deployment: { resources = [] } }: ExportedState): DeployedCluster[] {
  const present = resources.filter((resource) => !resource.delete);
  return present.filter(({ type }) => type === FLINK_CLUSTER).map((component) => deployedCluster(component, present));
}

function deployedCluster({ urn, inputs, outputs }: StateResource, resources: StateResource[]): DeployedCluster {
  const child = resources.find(
    ({ parent, type, provider }) => parent === urn && type.startsWith("kubernetes:") && provider !== undefined,
  );
  const providerUrn = child?.provider?.slice(0, child.provider.lastIndexOf("::"));
  const name = urn.slice(urn.lastIndexOf("::") + 2);
  return {
    name,
    clusterId: text(outputs?.clusterId, name),
    namespace: text(outputs?.namespace, name),
    args: readable(inputs ?? {}),
    stateStorage: stateStorageOf(outputs?.stateRoot, resources),
    provider: resources.find((resource) => resource.urn === providerUrn)?.inputs,
  };
}

/** The S3StateStorage that the cluster's state root is of. */
function stateStorageOf(stateRoot: unknown, resources: StateResource[]): DeployedCluster["stateStorage"] {
  const made = resources.find(
    ({ type, outputs }) =>
      type === S3_STATE_STORAGE &&
      typeof outputs?.stateRoot === "string" &&
      typeof stateRoot === "string" &&
      sameLocation(outputs.stateRoot, stateRoot),
  );
  return made && { forceDestroy: made.inputs?.forceDestroy === true };
}

function text(value: unknown, cluster: string): string {
  if (typeof value === "string") return value;
  throw new OperationError({
    what: `the state does not tell namespace and id of ${cluster}: its last up did not finish, or they are secrets`,
    todo: "Run pulumi up again, or name the cluster by --context, --namespace and --cluster-id.",
  });
}

/** Whether a value is a secret, or has one in it. */
export function isSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return SECRET in value || Object.values(value).some(isSecret);
}

/** Arguments of which each is known: one with a secret anywhere in it is left out. */
function readable(inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => !isSecret(value)));
}

/** The cluster that is meant: the only one, or the one with this name or id. */
export function chosenCluster(clusters: DeployedCluster[], stack: string, asked?: string): DeployedCluster {
  const listed = clusters.map(({ name, clusterId, namespace }) => `${name} (id ${clusterId}, namespace ${namespace})`);
  if (clusters.length === 0)
    throw new OperationError({
      what: `stack ${stack} has no FlinkCluster: it is not deployed, or destroyed`,
      todo: "Name the cluster by --context, --namespace and --cluster-id.",
    });
  const meant = clusters.filter(({ name, clusterId }) => asked === undefined || asked === name || asked === clusterId);
  if (meant.length === 1) return meant[0];
  throw new OperationError({
    what:
      meant.length === 0
        ? `stack ${stack} has no FlinkCluster "${asked}"`
        : `stack ${stack} has ${meant.length} FlinkClusters${asked === undefined ? "" : ` "${asked}"`}`,
    todo: `Choose one by name or id with --cluster: ${listed.join(", ")}.`,
  });
}
