import { kubectl } from "./kubectl";
import { NODE } from "./layout";
import type { Probe } from "./probes";
import { running, startedAt } from "./processes";

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
