import { createReadStream, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { sandbox } from "../../sandbox/client";

/** A request as the API server's audit log tells it. */
export interface AuditEvent {
  auditID: string;
  verb: string;
  requestURI: string;
  user: { username: string };
  objectRef?: { resource: string; namespace?: string; name?: string; subresource?: string };
  responseStatus?: { code: number };
  requestReceivedTimestamp: string;
}

/** Which requests are looked for. */
export interface AuditFilter {
  /** Requests that reached the API server from then on. */
  readonly since: Date;
  /** A text that the line of a wanted request contains: most requests are others', and parsing is what takes time. */
  readonly mentions: string;
}

/**
 * Requests by the audit log and the files that were put aside beside it. A watch is logged when it begins and when it
 * ends: one request.
 */
export async function* auditEvents({ since, mentions }: AuditFilter): AsyncGenerator<AuditEvent> {
  const { auditLog } = sandbox();
  const stem = basename(auditLog, ".log");
  const files = readdirSync(dirname(auditLog)).filter((file) => file.startsWith(stem) && file.endsWith(".log"));
  const seen = new Set<string>();
  for (const file of files
    .map((name) => join(dirname(auditLog), name))
    .filter((path) => statSync(path).mtime >= since)) {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      // The last line may still be being written.
      if (!line.includes(mentions) || !line.endsWith("}")) continue;
      const event = JSON.parse(line) as AuditEvent;
      if (seen.has(event.auditID) || new Date(event.requestReceivedTimestamp) < since) continue;
      seen.add(event.auditID);
      yield event;
    }
  }
}

const WRITES = ["create", "update", "patch", "delete", "deletecollection"];

/** Whether a request changes an object. */
export function isWrite(event: AuditEvent): boolean {
  return WRITES.includes(event.verb);
}
