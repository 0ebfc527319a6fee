import { FlinkCluster, S3Profile } from "@pulumi-flink/flink";

const cluster = new FlinkCluster("orders", {
  namespace: "streaming",
  image: "registry.example.com/orders:1",
  job: {
    entryClass: "com.example.OrdersJob",
    parallelism: 1,
  },
  jobManager: {
    cpu: "200m",
  },
  taskManager: {
    cpu: "200m",
  },
  storage: {
    uri: "s3://flink-state/flink",
    endpoint: "https://minio.storage.svc:9000",
    profile: S3Profile.Minio,
    credentialsSecret: { name: "s3-credentials" },
  },
});

export const { jobId, restUrl, stateRoot, haConfigMapSelector } = cluster;
