import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster, type FlinkClusterArgs, S3StateStorage, type S3StateStorageArgs } from "@pulumi-flink/flink";

// Only a stack that names its Kubernetes cluster may be deployed: never whatever kubectl happens to point at.
new pulumi.Config("kubernetes").require("context");

const config = new pulumi.Config();
const NAME = config.require("name");
const args = config.requireObject<FlinkClusterArgs>("cluster");
const cluster = new FlinkCluster(NAME, { ...args, storage: storage() });

/** The store that the cluster's configuration names or, with `stateStorage`, a place in a bucket made for it. */
function storage(): FlinkClusterArgs["storage"] {
  const state = config.getObject<Omit<S3StateStorageArgs, "cluster">>("stateStorage");
  if (state === undefined) return args.storage;
  if (args.storage !== undefined)
    throw new pulumi.RunError(
      "pulumi-flink:cluster has storage, but pulumi-flink:stateStorage makes one: remove one of the two.",
    );
  const { jobManagerServiceAccount, taskManagerServiceAccount } = args.access ?? {};
  const owner = {
    clusterId: args.clusterId ?? NAME,
    namespace: args.namespace,
    jobManagerServiceAccount,
    taskManagerServiceAccount,
  };
  return new S3StateStorage(NAME, { ...state, cluster: owner }).storage;
}

export const namespace = cluster.namespace;
export const clusterId = cluster.clusterId;
export const jobId = cluster.jobId;
export const restService = cluster.restService;
export const restUrl = cluster.restUrl;
export const stateRoot = cluster.stateRoot;
export const haConfigMapSelector = cluster.haConfigMapSelector;
