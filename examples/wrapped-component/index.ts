import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StateStorageArgs } from "@pulumi-flink/flink";
import { StreamingJob } from "./streamingJob";

const config = new pulumi.Config();
const production = new k8s.Provider("production", { context: config.require("context") });

const orders = new StreamingJob(
  "orders",
  {
    team: config.require("team"),
    image: config.require("image"),
    entryClass: config.require("entryClass"),
    storage: config.requireObject<StateStorageArgs>("storage"),
  },
  { providers: [production] },
);

export const { url, stateRoot } = orders;
