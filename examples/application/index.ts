import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster, type StateStorageArgs } from "@pulumi-flink/flink";

const config = new pulumi.Config();
const platform = new pulumi.StackReference(config.require("platform"));

/** What the platform gives to this application. */
interface Place {
  namespace: string;
  storage: StateStorageArgs;
  access: { jobManagerServiceAccount: string; taskManagerServiceAccount: string };
}
const applications = platform.requireOutput("applications") as pulumi.Output<Record<string, Place>>;
const place = applications.apply((places) => places.orders);

const cluster = new FlinkCluster("orders", {
  namespace: place.namespace,
  image: config.require("image"),
  job: {
    entryClass: config.require("entryClass"),
    parallelism: 1,
  },
  jobManager: { cpu: "200m" },
  taskManager: { cpu: "200m" },
  storage: place.storage,
  access: {
    jobManagerServiceAccount: place.access.jobManagerServiceAccount,
    taskManagerServiceAccount: place.access.taskManagerServiceAccount,
  },
});

export const { jobId, restUrl, stateRoot } = cluster;
