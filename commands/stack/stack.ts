import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sandbox } from "../../sandbox/client";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { pulumiEnvironment } from "../../toolchain/pulumi";
import type { StackOptions } from "./options";

/** A Pulumi stack and everything the CLI needs to reach its state and its Kubernetes cluster. */
export interface Stack {
  readonly name: string;
  /** Context in the kubeconfig. */
  readonly context: string;
  /** Kubeconfig file; undefined leaves it to the user's own environment. */
  readonly kubeconfig?: string;
  readonly onSandbox: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Directory of the project, the checkout unless a test runs another. */
  readonly directory: string;
}

/** Project name in Pulumi.yaml; part of every state path. */
export const PROJECT = "pulumi-flink";

/** The stack that the options name. The sandbox keeps the state of its stacks itself; elsewhere the user's login decides. */
export function stackOf(options: StackOptions, directory = PROJECT_ROOT): Stack {
  if (options.context !== undefined) {
    const env = { ...process.env, ...pulumiEnvironment("user") };
    return { name: options.stack, context: options.context, onSandbox: false, env, directory };
  }
  const { kubeconfig, context, root } = sandbox();
  const backend = join(root, "pulumi");
  mkdirSync(backend, { recursive: true });
  return {
    name: options.stack,
    context,
    kubeconfig,
    onSandbox: true,
    directory,
    env: {
      ...process.env,
      ...pulumiEnvironment(),
      KUBECONFIG: kubeconfig,
      PULUMI_BACKEND_URL: `file://${backend}`,
      // The sandbox's stacks hold no secret; a passphrase would protect nothing.
      PULUMI_CONFIG_PASSPHRASE: process.env.PULUMI_CONFIG_PASSPHRASE ?? "",
    },
  };
}
