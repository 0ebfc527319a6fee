import { existsSync } from "node:fs";
import { KubeConfig } from "@kubernetes/client-node";
import { OperationError } from "../../operations/errors";

/** A kubeconfig and which of its contexts is meant. */
export interface KubernetesAccess {
  /** Content of a kubeconfig or path of its file; the user's own (`KUBECONFIG`, `~/.kube/config`) by default. */
  readonly kubeconfig?: string;
  /** The context; that which a given kubeconfig itself names as current by default. */
  readonly context?: string;
}

/** What the client invents where there is no kubeconfig: a cluster on localhost. */
const INVENTED = "loaded-context";

/** Access to a Kubernetes cluster by a named context. The current context of the user's own kubeconfig is never taken. */
export function kubeConfigOf({ kubeconfig, context }: KubernetesAccess): KubeConfig {
  const config = loaded(kubeconfig);
  const name = context ?? (kubeconfig === undefined ? "" : config.getCurrentContext());
  const known = config.getContexts().flatMap((one) => (one.name === INVENTED ? [] : [one.name]));
  if (!known.includes(name)) {
    throw new OperationError({
      what: `the kubeconfig has no context "${name}"`,
      todo: `Name one of its contexts: ${known.join(", ") || "(there are none)"}`,
    });
  }
  config.setCurrentContext(name);
  return config;
}

function loaded(kubeconfig: string | undefined): KubeConfig {
  const config = new KubeConfig();
  if (kubeconfig === undefined) config.loadFromDefault();
  else if (existsSync(kubeconfig)) config.loadFromFile(kubeconfig);
  else if (kubeconfig.includes(":")) config.loadFromString(kubeconfig);
  else
    throw new OperationError({
      what: `there is no kubeconfig ${kubeconfig}`,
      todo: "Name a context of your own kubeconfig for the same Kubernetes cluster, with --context.",
    });
  return config;
}
