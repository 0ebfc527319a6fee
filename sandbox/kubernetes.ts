import { execa } from "execa";
import { artifact } from "../toolchain/artifacts";
import { running, startedAt } from "./processes";
import type { Probe } from "./probes";
import { CONTEXT, NODE, paths } from "./state";
import { storeCredentials } from "./store";

/** Runs kubectl on the sandbox and returns what it printed. */
export async function kubectl(args: string[], input?: string): Promise<string> {
  const { stdout } = await execa(artifact("kubernetes").bin("kubectl"), ["--kubeconfig", paths().kubeconfig, ...args], {
    input,
  });
  return stdout;
}

/** Makes objects as given, or brings them to it. */
export async function apply(...objects: object[]): Promise<void> {
  const list = { apiVersion: "v1", kind: "List", items: objects };
  await kubectl(
    ["apply", "--server-side", "--force-conflicts", `--field-manager=${CONTEXT}`, "-f", "-"],
    JSON.stringify(list),
  );
}

/** Makes a namespace in which only pods of the Pod Security Standard `restricted` run, with the S3 store's Secret. */
export async function ensureNamespace(name: string): Promise<void> {
  await apply(...namespaceObjects(name));
}

/** A namespace as the sandbox makes it. */
export function namespaceObjects(name: string): object[] {
  const { accessKeyId, secretAccessKey } = storeCredentials();
  const restricted = (mode: string) => [`pod-security.kubernetes.io/${mode}`, "restricted"];
  return [
    {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: Object.fromEntries(["enforce", "warn", "audit"].map(restricted)) },
    },
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "s3-credentials", namespace: name },
      type: "Opaque",
      stringData: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    },
  ];
}

interface Node {
  status: { conditions?: { type: string; status: string; lastHeartbeatTime: string; message: string }[] };
  spec: { taints?: { key: string }[] };
}

/**
 * Holds when the node takes pods. What the API server remembers from before the kubelet's start does not count: after
 * a reboot it still says Ready.
 */
export const nodeReady: Probe = async () => {
  const kubelet = running("kubelet");
  if (!kubelet) return "the kubelet does not run";
  try {
    return whyNotReady(JSON.parse(await kubectl(["get", "node", NODE, "--output=json"])), startedAt(kubelet));
  } catch (error) {
    return (error as { stderr?: string }).stderr || (error as Error).message;
  }
};

/** Why a node does not take pods, judged by what its kubelet reported since a time. */
export function whyNotReady(node: Node, since: Date): string | undefined {
  const ready = node.status.conditions?.find(({ type }) => type === "Ready");
  if (!ready) return "the node has not reported yet";
  // Times of the API have whole seconds.
  if (Date.parse(ready.lastHeartbeatTime) < Math.floor(since.getTime() / 1000) * 1000)
    return "the node has not reported since its kubelet's start";
  if (ready.status !== "True") return ready.message;
  const taint = node.spec.taints?.find(({ key }) => key.startsWith("node.kubernetes.io/"));
  return taint && `the node is tainted ${taint.key}`;
}
