import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { FlinkClient } from "../../operations/flink/client";
import { ServiceProxy } from "../../operations/flink/serviceProxy";
import { StepError } from "../../toolchain/steps";
import type { Stack } from "./stack";

type Access = Pick<Stack, "kubeconfig" | "context">;

/** Access to the stack's Kubernetes cluster by the context that the stack names. */
export function kubeConfig(stack: Access): KubeConfig {
  const config = new KubeConfig();
  if (stack.kubeconfig !== undefined) config.loadFromFile(stack.kubeconfig);
  else config.loadFromDefault();
  const contexts = config.getContexts().map((context) => context.name);
  if (!contexts.includes(stack.context)) {
    throw new StepError({
      what: `the kubeconfig has no context "${stack.context}"`,
      todo: `Name one of its contexts: ${contexts.join(", ") || "(there are none)"}`,
    });
  }
  config.setCurrentContext(stack.context);
  return config;
}

/** The core API of the stack's cluster. */
export function coreApi(stack: Access): CoreV1Api {
  return kubeConfig(stack).makeApiClient(CoreV1Api);
}

/** Flink's REST API behind a Service of the stack's cluster. */
export function flinkClient(stack: Access, namespace: string, restService: string): FlinkClient {
  return new FlinkClient(new ServiceProxy(kubeConfig(stack), namespace, restService));
}
