import type { types } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { FlinkClusterArgs } from "../arguments/flinkCluster";
import { HighAvailabilityType } from "../arguments/highAvailability";
import type { Cluster } from "../model/cluster";
import { type ClusterSpec, clusterSpec } from "../model/clusterSpec";
import { objectLabels } from "../model/labels";
import { type ClusterIdentity, type Names, names } from "../model/names";
import { APPLICATION_STANDALONE } from "../modes";
import type { Mode } from "../modes/mode";
import { refuseInvalid, refuseInvalidImage } from "../rules/refuse";
import { secretPaths } from "../validation/known";
import { partlyKnownStorage, type RoleArn, roleArn } from "./partlyKnown";

/**
 * A fixed name under which Pulumi owns the fields of an object. By default each resource gets a random one: then an
 * object that an interrupted `up` created and could not record belongs to another, and no later `up` may change it.
 */
export const FIELD_MANAGER = { "pulumi.com/patchFieldManager": "pulumi-flink" };

/** What every resource of a cluster is made from. */
export interface ClusterInputs {
  /** Name of the component, prefix of its children's names. */
  readonly name: string;
  /** Options of a child. */
  readonly child: { readonly parent: pulumi.ComponentResource };
  /** Whether Flink talks to the API server. */
  readonly withHa: boolean;
  readonly identity: pulumi.Output<ClusterIdentity>;
  readonly names: pulumi.Output<Names>;
  readonly spec: pulumi.Output<ClusterSpec>;
  /** Identity, names and spec together. */
  readonly cluster: pulumi.Output<Cluster>;
  /** How the cluster gets onto Kubernetes. */
  readonly mode: Mode;
  readonly image: pulumi.Output<string>;
  /** The IAM role of the pods of a kind. */
  readonly roleArn: (key: RoleArn) => pulumi.Output<string>;
  /** Metadata of an object of the cluster. */
  readonly metadata: (
    objectName: pulumi.Input<string>,
    annotations?: Record<string, pulumi.Input<string>>,
  ) => types.input.meta.v1.ObjectMeta & { namespace: pulumi.Input<string> };
}

/**
 * Prepares the arguments. Identity and image stand apart from the rest, and so do the roles of the storage: image and
 * roles are often unknown at preview, and an unknown name or selector would look like a replacement.
 */
export function clusterInputs(parent: pulumi.ComponentResource, name: string, args: FlinkClusterArgs): ClusterInputs {
  const { image, storage, ...rest } = args;
  const identity = pulumi
    .all([args.clusterId ?? name, args.namespace, args.generation ?? 1])
    .apply(([clusterId, namespace, generation]) => ({ clusterId, namespace, generation }));
  const labels = pulumi.all([identity, args.labels ?? {}]).apply(([id, own]) => objectLabels(id, own));
  const secrets = secretPaths(args);
  const spec = pulumi
    .all([pulumi.output(rest), partlyKnownStorage(storage), secrets])
    .apply(([plain, known, secret]) =>
      clusterSpec(refuseInvalid(name, { ...plain, storage: known.storage }, known.unknown, secret)),
    );
  const clusterNames = identity.apply(names);
  return {
    name,
    child: { parent },
    withHa: args.highAvailability?.type !== HighAvailabilityType.None,
    identity,
    names: clusterNames,
    spec,
    cluster: pulumi
      .all([identity, clusterNames, spec])
      .apply(([id, plainNames, plainSpec]) => ({ identity: id, names: plainNames, spec: plainSpec })),
    mode: APPLICATION_STANDALONE,
    image: pulumi.all([image, secrets]).apply(([plain, secret]) => refuseInvalidImage(name, plain, secret)),
    roleArn: (key) => roleArn(storage, key),
    metadata: (objectName, annotations) => ({
      name: objectName,
      namespace: args.namespace,
      labels,
      annotations: { ...annotations, ...FIELD_MANAGER },
    }),
  };
}
