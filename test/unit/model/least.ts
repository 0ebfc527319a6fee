import type { PlainArgs } from "../../../components/model/clusterSpec";

/** The least that a cluster needs. */
export const LEAST = {
  namespace: "flink",
  image: "registry.example/job:1.0",
  job: { entryClass: "com.example.Job" },
  storage: { uri: "s3://bucket/flink" },
} as PlainArgs;
