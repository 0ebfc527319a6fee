import { appendFileSync } from "node:fs";
import type { Decision } from "./iam/evaluate";

/** One decision of the gateway. A request that needs several actions has several. */
export interface DecisionRecord {
  readonly time: string;
  /** ARN of the role; none for who has shown none, or no valid one. */
  readonly role?: string;
  /** Name of the session, which tells pods apart. */
  readonly session?: string;
  /** Subject of the token, for decisions about roles. */
  readonly subject?: string;
  /** The operation of the API, such as UploadPart. */
  readonly operation: string;
  readonly action?: string;
  readonly resource?: string;
  /** Values of condition keys. */
  readonly conditions: Record<string, string>;
  readonly decision: Decision["effect"] | "unauthenticated" | "refused";
  /** The policy and statement that decided. */
  readonly policy?: string;
  readonly statement?: string;
  /** Why there was nothing to evaluate: a bad signature, an expired token, an operation that is not understood. */
  readonly reason?: string;
}

/** How often a role asked for an action. */
export interface ActionUse {
  readonly action: string;
  readonly role: string;
  readonly requests: number;
  readonly denied: number;
}

/** What the gateway decided, in memory and, as JSON lines, in a file. */
export class DecisionLog {
  private records: DecisionRecord[] = [];

  constructor(private readonly file?: string) {}

  add(record: DecisionRecord): void {
    this.records.push(record);
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(record)}\n`);
  }

  /** Where the log ends now; what comes later is `since` it. */
  mark(): number {
    return this.records.length;
  }

  since(mark = 0): DecisionRecord[] {
    return this.records.slice(mark);
  }
}

/** Whether a request was let through. */
export function isDenied({ decision }: DecisionRecord): boolean {
  return decision !== "allow";
}

/** Action x role x requests x denied, sorted. What could not be evaluated stands under its operation. */
export function actionUses(records: DecisionRecord[]): ActionUse[] {
  const uses = new Map<string, { action: string; role: string; requests: number; denied: number }>();
  for (const record of records) {
    const action = record.action ?? record.operation;
    const role = record.role ?? record.subject ?? "(nobody)";
    const use = uses.get(`${action} ${role}`) ?? { action, role, requests: 0, denied: 0 };
    use.requests += 1;
    if (isDenied(record)) use.denied += 1;
    uses.set(`${action} ${role}`, use);
  }
  return [...uses.entries()].sort(([one], [other]) => one.localeCompare(other)).map(([, use]) => use);
}
