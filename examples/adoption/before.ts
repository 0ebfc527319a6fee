import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster, type StateStorageArgs } from "@pulumi-flink/flink";

const config = new pulumi.Config();

const cluster = new FlinkCluster("orders", {
  namespace: config.require("namespace"),
  image: config.require("image"),
  job: { entryClass: config.require("entryClass"), parallelism: 1 },
  jobManager: { cpu: "200m" },
  taskManager: { cpu: "200m" },
  storage: config.requireObject<StateStorageArgs>("storage"),
});

export const { restUrl } = cluster;
