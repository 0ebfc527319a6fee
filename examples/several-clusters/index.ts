import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster, type FlinkClusterArgs, type StateStorageArgs } from "@pulumi-flink/flink";

const config = new pulumi.Config();

/** What all clusters have in common: one namespace, one image, one store. */
const shared = {
  namespace: config.require("namespace"),
  image: config.require("image"),
  storage: config.requireObject<StateStorageArgs>("storage"),
};

/** What each cluster has to itself, by the cluster's id. */
const own =
  config.requireObject<Record<string, Pick<FlinkClusterArgs, "job" | "jobManager" | "taskManager">>>("clusters");

/** URL of each cluster's REST API and web UI inside the Kubernetes cluster. */
export const restUrls: Record<string, pulumi.Output<string>> = {};

for (const [clusterId, cluster] of Object.entries(own)) {
  restUrls[clusterId] = new FlinkCluster(clusterId, { ...shared, ...cluster }).restUrl;
}
