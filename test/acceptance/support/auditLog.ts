import { createReadStream, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Role } from "../../../components/labels";
import type { Names } from "../../../components/names";
import { sandbox } from "../../../sandbox/client";

/** Requests of one role that are alike, counted. */
export interface Requests {
  readonly role: Role;
  readonly verb: string;
  readonly resource: string;
  /** The object's name with the cluster's own names replaced by what they stand for. */
  readonly object: string;
  readonly forbidden: boolean;
  readonly count: number;
}

interface AuditEvent {
  auditID: string;
  verb: string;
  requestURI: string;
  requestReceivedTimestamp: string;
  user: { username: string };
  objectRef?: { resource: string; subresource?: string; name?: string; namespace?: string };
  responseStatus?: { code: number };
}

/** What the service accounts of a cluster asked of the API server since a time, by its audit log. */
export async function requestsSince(since: number, namespace: string, names: Names): Promise<Requests[]> {
  const roles: Record<string, Role> = {
    [`system:serviceaccount:${namespace}:${names.jobManagerServiceAccount}`]: "jobmanager",
    [`system:serviceaccount:${namespace}:${names.taskManagerServiceAccount}`]: "taskmanager",
  };
  // A watch is logged when it begins and when it ends: one request.
  const seen = new Set<string>();
  const counted = new Map<string, Requests>();
  for await (const event of auditEvents(since)) {
    const role = roles[event.user.username];
    if (role === undefined || seen.has(event.auditID) || Date.parse(event.requestReceivedTimestamp) < since) continue;
    seen.add(event.auditID);
    const requests = {
      role,
      verb: event.verb,
      resource: event.objectRef ? [event.objectRef.resource, event.objectRef.subresource].filter(Boolean).join("/") : event.requestURI.split("?")[0],
      object: pattern(event.objectRef?.name, names),
      forbidden: event.responseStatus?.code === 403,
    };
    const key = JSON.stringify(requests);
    counted.set(key, { ...requests, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  return [...counted.values()].sort((one, other) => order(one).localeCompare(order(other)));
}

/** A name with what it stands for; none means that the request names no object. */
function pattern(name: string | undefined, names: Names): string {
  if (name === undefined) return "(no name)";
  if (name === names.leaderConfigMap) return "leader";
  if (name === names.jobConfigMap) return "job";
  return `other: ${name}`;
}

function order({ role, resource, verb, object }: Requests): string {
  return [role, resource, verb, object].join(" ");
}

/** The log and those that were put aside beside it since a time. */
async function* auditEvents(since: number): AsyncGenerator<AuditEvent> {
  const { auditLog } = sandbox();
  const stem = basename(auditLog, ".log");
  const files = readdirSync(dirname(auditLog)).filter((file) => file.startsWith(stem) && file.endsWith(".log"));
  for (const file of files.map((name) => join(dirname(auditLog), name)).filter((path) => statSync(path).mtimeMs >= since)) {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      // Most requests are others', and parsing is what takes time.
      if (line.includes("system:serviceaccount:") && line.endsWith("}")) yield JSON.parse(line) as AuditEvent;
    }
  }
}
