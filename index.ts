import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster, type FlinkClusterArgs } from "@pulumi-flink/flink";

// Only a stack that names its Kubernetes cluster may be deployed: never whatever kubectl happens to point at.
new pulumi.Config("kubernetes").require("context");

const config = new pulumi.Config();
const cluster = new FlinkCluster(config.require("name"), config.requireObject<FlinkClusterArgs>("cluster"));

export const namespace = cluster.namespace;
export const clusterId = cluster.clusterId;
export const jobId = cluster.jobId;
export const restService = cluster.restService;
export const restUrl = cluster.restUrl;
export const stateRoot = cluster.stateRoot;
export const haConfigMapSelector = cluster.haConfigMapSelector;
