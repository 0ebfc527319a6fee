import type { FlinkClusterArgs } from "../../../../components/arguments/flinkCluster";
import type { Problem } from "../../../../components/validation/problem";

/** Arguments that break one rule, and the problem that is all they give. */
export interface RefusedCase extends Problem {
  /** What differs from `MINIMAL`; stack configuration and other languages may bring any type. */
  readonly args: { readonly [key in keyof FlinkClusterArgs | "memory"]?: unknown };
}

/** The least that a cluster needs. */
export const MINIMAL = {
  namespace: "flink",
  image: "registry.example/job:1.0",
  job: { entryClass: "com.example.Job" },
  storage: { uri: "s3://bucket/flink" },
};

/** The job of `MINIMAL` with other settings. */
export function job(settings: object): object {
  return { ...MINIMAL.job, ...settings };
}

/** The storage of `MINIMAL` with other settings. */
export function storage(settings: object): object {
  return { ...MINIMAL.storage, ...settings };
}
