import type { V1Deployment } from "@kubernetes/client-node";
import type { Names } from "../../../components/model/names";
import { kubectl } from "../../../sandbox/client";
import type { TestStack } from "../../support/testStack";

/** Marks the objects of the second generation. */
const VARIANT = "acceptance/variant=second";
const [VARIANT_LABEL, VARIANT_VALUE] = VARIANT.split("=");
const GENERATION = "pulumi-flink/generation";

/**
 * Adds a second generation to a running cluster the way that decision 0001 rejects: the same Deployments with another
 * job id and other arguments of the job, under the same cluster ids of Flink.
 */
export async function addSecondGeneration(
  stack: TestStack,
  first: Names,
  jobId: string,
  jobArguments: string[],
): Promise<void> {
  const jobManager = await deployment(stack, first.workload.jobmanager);
  const taskManager = await deployment(stack, first.workload.taskmanager);
  const args = jobManager.spec!.template.spec!.containers[0].args!;
  args[args.indexOf("--job-id") + 1] = jobId;
  args.push(...jobArguments);
  // The first generation's Role names its own job's ConfigMap only: that must not be what keeps the second from running.
  const metadata = {
    name: `${stack.name}-second`,
    namespace: stack.namespace,
    labels: { [VARIANT_LABEL]: VARIANT_VALUE },
  };
  const role = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata,
    rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["*"] }],
  };
  const binding = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: metadata.name },
    subjects: [{ kind: "ServiceAccount", name: first.serviceAccount.jobmanager, namespace: stack.namespace }],
  };
  const items = [role, binding, second(jobManager), second(taskManager)];
  await kubectl(["apply", "--filename=-"], JSON.stringify({ apiVersion: "v1", kind: "List", items }));
}

/** Removes what was added. */
export async function removeSecondGeneration(stack: TestStack): Promise<void> {
  await kubectl([
    "delete",
    "deployments,roles,rolebindings",
    "--namespace",
    stack.namespace,
    "--selector",
    VARIANT,
    "--wait",
  ]);
}

async function deployment(stack: TestStack, name: string): Promise<V1Deployment> {
  return JSON.parse(
    await kubectl(["get", "deployment", name, "--namespace", stack.namespace, "--output=json"]),
  ) as V1Deployment;
}

/** A Deployment of the same pods next to the first one, with another selector. */
function second({ apiVersion, kind, metadata, spec }: V1Deployment): object {
  const generation = { [GENERATION]: "2" };
  const { template, selector, ...rest } = spec!;
  return {
    apiVersion,
    kind,
    metadata: {
      name: `${metadata!.name}-second`,
      namespace: metadata!.namespace,
      labels: { ...metadata!.labels, [VARIANT_LABEL]: VARIANT_VALUE },
    },
    spec: {
      ...rest,
      selector: { matchLabels: { ...selector.matchLabels, ...generation } },
      template: { ...template, metadata: { labels: { ...template.metadata!.labels, ...generation } } },
    },
  };
}
