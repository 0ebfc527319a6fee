import { CoreV1Api, type KubeConfig } from "@kubernetes/client-node";
import { kubeConfigOf } from "../../cli/cluster/kubeConfig";
import { FlinkClient } from "../../operations/flink/client";
import { ServiceProxy } from "../../operations/flink/serviceProxy";
import type { Stack } from "./stack";

type Access = Pick<Stack, "kubeconfig" | "context">;

/** Access to the stack's Kubernetes cluster by the context that the stack names. */
export function kubeConfig({ kubeconfig, context }: Access): KubeConfig {
  return kubeConfigOf({ kubeconfig, context });
}

/** The core API of the stack's cluster. */
export function coreApi(stack: Access): CoreV1Api {
  return kubeConfig(stack).makeApiClient(CoreV1Api);
}

/** Flink's REST API behind a Service of the stack's cluster. */
export function flinkClient(stack: Access, namespace: string, restService: string): FlinkClient {
  return new FlinkClient(new ServiceProxy(kubeConfig(stack), namespace, restService));
}
