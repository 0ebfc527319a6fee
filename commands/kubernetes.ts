import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { StepError } from "../toolchain/steps";
import type { Stack } from "./stack";

/** Access to the stack's Kubernetes cluster by the context that the stack names. */
export function kubeConfig(stack: Pick<Stack, "kubeconfig" | "context">): KubeConfig {
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
export function coreApi(stack: Pick<Stack, "kubeconfig" | "context">): CoreV1Api {
  return kubeConfig(stack).makeApiClient(CoreV1Api);
}

/**
 * Deletes the HA ConfigMaps that Flink made for any generation of a cluster: they have no owner and outlive the
 * Deployments. Returns their names.
 */
export async function deleteHaConfigMaps(core: CoreV1Api, namespace: string, clusterId: string): Promise<string[]> {
  const { items } = await core.listNamespacedConfigMap({ namespace, labelSelector: "type=flink-native-kubernetes" });
  const generation = new RegExp(`^${clusterId}-g\\d+$`);
  const names = items.filter(({ metadata }) => generation.test(metadata?.labels?.app ?? "")).map(({ metadata }) => metadata!.name!);
  for (const name of names) await core.deleteNamespacedConfigMap({ name, namespace });
  return names;
}
