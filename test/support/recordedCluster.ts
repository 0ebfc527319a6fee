import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster } from "../../components";
import type { FlinkClusterArgs } from "../../components/arguments/flinkCluster";
import { knownPart } from "../../components/validation/known";
import { type Recorded, record, type Registered, type RunOptions } from "./mocks";

export const TYPES = {
  cluster: "flink:index:FlinkCluster",
  configMap: "kubernetes:core/v1:ConfigMap",
  deployment: "kubernetes:apps/v1:Deployment",
  role: "kubernetes:rbac.authorization.k8s.io/v1:Role",
  roleBinding: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
  service: "kubernetes:core/v1:Service",
  serviceAccount: "kubernetes:core/v1:ServiceAccount",
};

/** The smallest cluster: everything else is a default. */
export const SMALL: FlinkClusterArgs = {
  namespace: "flink",
  image: "registry.example/job:1.0",
  job: { entryClass: "com.example.Job" },
  storage: { uri: "s3://bucket/flink" },
};

/** A recorded cluster named `demo`. */
export interface RecordedCluster extends Recorded<FlinkCluster> {
  readonly configMap: Registered;
  deployment(role: string): Registered;
  container(role: string): any;
}

type Changed = Partial<FlinkClusterArgs> | (() => Partial<FlinkClusterArgs>);

const recordings = new Map<string, Promise<RecordedCluster>>();

/** Records the cluster `demo` with arguments that differ from `SMALL`; a function makes them where resources are needed. */
export function cluster(changed: Changed = {}, options: RunOptions = {}): Promise<RecordedCluster> {
  if (typeof changed === "function" || knownPart(changed).unknown.length > 0) return recordCluster(changed, options);
  // Many tests look at the same cluster.
  const key = JSON.stringify([changed, options]);
  const recording = recordings.get(key) ?? recordCluster(changed, options);
  recordings.set(key, recording);
  return recording;
}

async function recordCluster(changed: Changed, options: RunOptions): Promise<RecordedCluster> {
  const args = () => ({ ...SMALL, ...(typeof changed === "function" ? changed() : changed) });
  const recorded = await record(() => new FlinkCluster("demo", args()), options);
  const deployment = (role: string) => recorded.find(TYPES.deployment, `demo-${role}`);
  return {
    ...recorded,
    get configMap() {
      return recorded.find(TYPES.configMap, "demo-config");
    },
    deployment,
    container: (role) => deployment(role).inputs.spec.template.spec.containers[0],
  };
}

/** A resource of someone else whose `value` is unknown until it exists. */
export class Elsewhere extends pulumi.CustomResource {
  declare readonly value: pulumi.Output<string>;

  constructor() {
    super("elsewhere:index:Thing", "thing", { value: undefined });
  }
}
