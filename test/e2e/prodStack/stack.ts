import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { sandbox } from "../../../sandbox/client";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { AwsStack, type Step } from "../../standins/aws/awsStack";
import { planned } from "../../standins/aws/plan";
import type { SimulatedAws } from "../../standins/aws/server/simulatedAws";

/** The stack prod as it is in the project, with the sandbox as its Kubernetes cluster. */
export async function createProdStack(aws: SimulatedAws): Promise<AwsStack> {
  const { config } = parse(readFileSync(join(PROJECT_ROOT, "stacks", "Pulumi.prod.yaml"), "utf8")) as {
    config: Record<string, unknown>;
  };
  const stack = await AwsStack.create(aws, "prod", { program: PROJECT_ROOT });
  const file = join(stack.directory, "kubeconfig");
  writeFileSync(file, kubeconfig(config["kubernetes:context"] as string), { mode: 0o600 });
  stack.environment.KUBECONFIG = file;
  stack.configure(config);
  return stack;
}

/** The sandbox's kubeconfig under the name that the stack has for its context. */
function kubeconfig(context: string): string {
  const config = parse(readFileSync(sandbox().kubeconfig, "utf8")) as {
    contexts: { name: string }[];
    "current-context": string;
  };
  config.contexts = [{ ...config.contexts.find(({ name }) => name === config["current-context"])!, name: context }];
  return stringify({ ...config, "current-context": context });
}

/** The parts of a pod that are looked at. */
export interface Pod {
  serviceAccountName: string;
  containers: {
    image: string;
    env: { name: string; value: string }[];
    resources: { limits: Record<string, string> };
    volumeMounts: { name: string; mountPath: string }[];
  }[];
  volumes: { name: string; projected?: { sources: object[] } }[];
}

/** The plan by resource, without what stays the same. */
export async function planOf(stack: AwsStack): Promise<Map<string, Step>> {
  const steps = (await stack.preview()).filter(({ op }) => op !== "same");
  return new Map(steps.map((step) => [planned(step.urn), step]));
}

/** How many pods a Deployment makes, and of which kind. */
export function deployment(inputs: { spec: any }): { replicas: number; pod: Pod } {
  const { replicas, template } = inputs.spec;
  return { replicas, pod: template.spec };
}
