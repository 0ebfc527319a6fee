import { OperationError } from "../../operations/errors";
import type { KubernetesAccess } from "./kubeConfig";
import type { DeployedCluster } from "./stackState";

/** How the Kubernetes provider of a deployed cluster reached it. What a provider took from where it ran is not known. */
export function providerAccess({ name, provider }: Pick<DeployedCluster, "name" | "provider">): KubernetesAccess {
  const [kubeconfig, context] = [provider?.kubeconfig, provider?.context];
  if (provider === undefined) throw unknown(name, "the state has no Kubernetes provider of it");
  for (const [key, value] of Object.entries({ kubeconfig, context }))
    if (value !== undefined && typeof value !== "string") throw unknown(name, `the provider's ${key} is a secret`);
  if (kubeconfig === undefined && context === undefined)
    throw unknown(name, "its provider took the current context of whoever ran pulumi");
  return { kubeconfig, context } as KubernetesAccess;
}

function unknown(name: string, why: string): OperationError {
  return new OperationError({
    what: `which Kubernetes cluster ${name} runs on is not known: ${why}`,
    todo: "Name a context of your kubeconfig for the same Kubernetes cluster, with --context.",
  });
}
