import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { sandbox } from "../../sandbox/client";

/** A request as the API server's audit log tells it. */
export interface AuditEvent {
  stage: string;
  verb: string;
  requestURI: string;
  user: { username: string };
  objectRef?: { resource: string; namespace?: string; name?: string; subresource?: string };
  responseStatus?: { code: number };
  requestReceivedTimestamp: string;
}

/** Answered requests that reached the API server from `since` on, oldest first; rotated files are read too. */
export function auditEvents(since: Date): AuditEvent[] {
  const { auditLog } = sandbox();
  const folder = dirname(auditLog);
  const stem = basename(auditLog, ".log");
  return readdirSync(folder)
    .filter((file) => file.startsWith(stem) && file.endsWith(".log"))
    .flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n"))
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter((event) => ["ResponseComplete", "ResponseStarted"].includes(event.stage) && new Date(event.requestReceivedTimestamp) >= since)
    .sort((a, b) => a.requestReceivedTimestamp.localeCompare(b.requestReceivedTimestamp));
}

const WRITES = ["create", "update", "patch", "delete", "deletecollection"];

/** Whether a request changes an object. */
export function isWrite(event: AuditEvent): boolean {
  return WRITES.includes(event.verb);
}
