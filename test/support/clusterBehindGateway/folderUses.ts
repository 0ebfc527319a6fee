import { PROCESS_KINDS } from "../../../components/model/processes";
import { type DecisionRecord, isDenied } from "../../standins/gateway/decisions";
import { type GatewayCluster, roleArn, rootOf } from "./cluster";

/** How often a role of a cluster asked for an action in a folder of the cluster. */
export interface FolderUse {
  /** The role of the cluster, or the ARN of another, or nobody. */
  readonly role: string;
  readonly action: string;
  /** Folder below the cluster's root; `(bucket)` and `(key)` for what is no object of it. */
  readonly folder: string;
  readonly requests: number;
  readonly denied: number;
}

/** Role x action x folder x requests x denied, sorted. */
export function folderUses(cluster: GatewayCluster, decisions: DecisionRecord[]): FolderUse[] {
  const uses = new Map<string, { role: string; action: string; folder: string; requests: number; denied: number }>();
  for (const decision of decisions) {
    const use = {
      role: roleName(cluster, decision),
      action: decision.action ?? decision.operation,
      folder: folderOf(cluster, decision),
      requests: 0,
      denied: 0,
    };
    const key = [use.role, use.action, use.folder].join(" ");
    const counted = uses.get(key) ?? use;
    counted.requests += 1;
    if (isDenied(decision)) counted.denied += 1;
    uses.set(key, counted);
  }
  return [...uses.entries()].sort(([one], [other]) => one.localeCompare(other)).map(([, use]) => use);
}

/** A denial as one line. */
export function describeDenial({
  role,
  session,
  operation,
  action,
  resource,
  conditions,
  decision,
  reason,
}: DecisionRecord): string {
  return [
    role?.split("/").at(-1) ?? "nobody",
    session,
    operation,
    action,
    resource,
    JSON.stringify(conditions),
    decision,
    reason,
  ]
    .filter(Boolean)
    .join(" ");
}

function roleName({ clusterId }: GatewayCluster, { role, subject }: DecisionRecord): string {
  const own = PROCESS_KINDS.find((candidate) => roleArn(clusterId, candidate) === role);
  return own ?? role ?? subject ?? "(nobody)";
}

function folderOf(cluster: GatewayCluster, { action = "", resource = "", conditions }: DecisionRecord): string {
  if (action.startsWith("kms:")) return "(key)";
  if (action.startsWith("sts:")) return "(role)";
  const root = `${rootOf(cluster)}/`;
  const key =
    action === "s3:ListBucket"
      ? (conditions["s3:prefix"] ?? "")
      : resource.slice(`arn:aws:s3:::${cluster.bucket}/`.length);
  return key.startsWith(root) && key !== root ? key.slice(root.length).split("/")[0] : `(above: ${key || "bucket"})`;
}
