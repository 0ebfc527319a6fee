import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { AwsStack, type Step } from "../../standins/aws/awsStack";
import { planned } from "../../standins/aws/plan";
import type { SimulatedAws } from "../../standins/aws/server/simulatedAws";
import { renamedContext } from "../../support/renamedContext";

/** The stack prod as it is in the project, with the sandbox as its Kubernetes cluster. */
export async function createProdStack(aws: SimulatedAws): Promise<AwsStack> {
  const { config } = parse(readFileSync(join(PROJECT_ROOT, "stacks", "Pulumi.prod.yaml"), "utf8")) as {
    config: Record<string, unknown>;
  };
  const stack = await AwsStack.create(aws, "prod", { program: PROJECT_ROOT });
  const file = join(stack.directory, "kubeconfig");
  writeFileSync(file, renamedContext(config["kubernetes:context"] as string), { mode: 0o600 });
  stack.environment.KUBECONFIG = file;
  stack.configure(config);
  return stack;
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
