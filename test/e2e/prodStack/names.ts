import type { ProcessKind } from "../../../components/model/processes";

/** What the configuration of the stack prod names. */
export const NAMESPACE = "flink-prod";
export const BUCKET = "example-orders-flink-state";
export const ISSUER = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
export const REGION = "eu-central-1";
export const TAGS = { service: "orders", environment: "production" };
export const REPLICAS: Record<ProcessKind, number> = { jobmanager: 2, taskmanager: 3 };

/** What is neither on AWS nor in Kubernetes. */
export const COMPONENTS = [
  "flink:index:S3StateStorage orders",
  "flink:index:FlinkCluster orders",
  "pulumi:pulumi:Stack pulumi-flink-prod",
];
