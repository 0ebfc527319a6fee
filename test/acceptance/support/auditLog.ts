import type { Names } from "../../../components/model/names";
import type { ProcessKind } from "../../../components/model/processes";
import { auditEvents } from "../../support/audit";

/** Requests of one kind of process that are alike, counted. */
export interface Requests {
  readonly kind: ProcessKind;
  readonly verb: string;
  readonly resource: string;
  /** The object's name with the cluster's own names replaced by what they stand for. */
  readonly object: string;
  readonly forbidden: boolean;
  readonly count: number;
}

/** What the service accounts of a cluster asked of the API server since a time, by its audit log. */
export async function requestsSince(since: Date, namespace: string, names: Names): Promise<Requests[]> {
  const kinds: Record<string, ProcessKind> = {
    [`system:serviceaccount:${namespace}:${names.serviceAccount.jobmanager}`]: "jobmanager",
    [`system:serviceaccount:${namespace}:${names.serviceAccount.taskmanager}`]: "taskmanager",
  };
  const counted = new Map<string, Requests>();
  for await (const event of auditEvents({ since, mentions: "system:serviceaccount:" })) {
    const kind = kinds[event.user.username];
    if (kind === undefined) continue;
    const requests = {
      kind,
      verb: event.verb,
      resource: event.objectRef
        ? [event.objectRef.resource, event.objectRef.subresource].filter(Boolean).join("/")
        : event.requestURI.split("?")[0],
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

function order({ kind, resource, verb, object }: Requests): string {
  return [kind, resource, verb, object].join(" ");
}
