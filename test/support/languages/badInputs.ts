import type { Declared } from "./programs";
import { configured, secret, UNKNOWN, type Value } from "./values";

/** A mistake that no compiler and no language notices: the component has to say what is wrong. */
export interface BadInput extends Declared {
  readonly mistake: string;
}

const SMALL: Record<string, Value> = {
  namespace: "streaming",
  image: "registry.example.com/orders:1",
  job: { entryClass: "com.example.orders.OrdersJob" },
  storage: { uri: "s3://flink-state/flink" },
};

const cluster = (mistake: string, changes: Record<string, Value>): BadInput => ({
  mistake,
  component: "FlinkCluster",
  args: { ...SMALL, ...changes },
});

export const BAD_INPUTS: readonly BadInput[] = [
  cluster("a text in a group", { jobManager: { memory: "2Gi" } }),
  cluster("a number in a group", { taskManager: { slots: 0 } }),
  cluster("an item of a list", { imagePullSecrets: ["registry", "Not A Name"] }),
  cluster("a key of a map", { flinkConfiguration: { "metrics.reporter.prom.port": "80" } }),
  cluster("an enum whose value the program reads", { imagePullPolicy: configured("Sometimes") }),
  cluster("an enum in a group whose value the program reads", {
    storage: { uri: "s3://flink-state/flink", endpoint: "https://store:9000", profile: configured("gcs") },
  }),
  cluster("a key whose value is hidden", {
    flinkConfiguration: { "security.ssl.rest.keystore-password": "hunter2" },
  }),
  cluster("a secret", { flinkConfiguration: { "metrics.reporter.prom.port": secret("81") } }),
  cluster("a secret under a key whose value is hidden", {
    storage: { uri: "s3://flink-state/flink", options: { "s3.secret-key": secret("hunter2") } },
  }),
  cluster("something known beside something unknown", { image: UNKNOWN, jobManager: { memory: "2Gi" } }),
  cluster("something known in a group with something unknown", {
    job: { entryClass: "orders-1.jar", arguments: ["--id", UNKNOWN] },
  }),
  cluster("two arguments that do not fit each other", {
    jobManager: { replicas: 2 },
    highAvailability: { type: "none" },
  }),
  cluster("what Flink's memory model has no room for", { taskManager: { memory: "512m" } }),
  cluster("several at once", {
    clusterId: "my.cluster",
    image: "flink",
    highAvailability: { leaseDuration: "5 s" },
    storage: { uri: "s3p://flink-state/flink", credentialsSecret: { name: "Not A Name" } },
    checkpoints: { interval: "5 parsecs" },
  }),
  {
    mistake: "a list of another component",
    component: "S3StateStorage",
    args: {
      cluster: { clusterId: "orders", namespace: "streaming" },
      region: "eu-central-1",
      identity: { type: "pod-identity", eksCluster: "production" },
      jobFolders: ["sink", "../elsewhere"],
    },
  },
];
