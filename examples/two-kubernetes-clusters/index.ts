import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster, S3StateStorage, StorageIdentityType } from "@pulumi-flink/flink";

const config = new pulumi.Config();
const owner = { clusterId: "orders", namespace: config.require("namespace") };

/** Where the EKS cluster of a region is found: in the kubeconfig and in AWS. */
interface Kubernetes {
  context: string;
  eksCluster: string;
}

/** Bucket and state of each region's cluster. */
export const stateRoots: Record<string, pulumi.Output<string>> = {};

for (const [region, { context, eksCluster }] of Object.entries(
  config.requireObject<Record<string, Kubernetes>>("regions"),
)) {
  const amazon = new aws.Provider(region, { region: region as aws.Region });
  const kubernetes = new k8s.Provider(region, { context });

  const state = new S3StateStorage(
    `orders-${region}`,
    { cluster: owner, identity: { type: StorageIdentityType.PodIdentity, eksCluster } },
    { providers: [amazon] },
  );
  const cluster = new FlinkCluster(
    `orders-${region}`,
    {
      ...owner,
      image: config.require("image"),
      job: { entryClass: "com.example.OrdersJob", parallelism: 1 },
      storage: state.storage,
    },
    { providers: [kubernetes] },
  );
  stateRoots[region] = cluster.stateRoot;
}
