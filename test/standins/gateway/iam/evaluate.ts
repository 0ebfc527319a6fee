import { type Context, meets } from "./conditions";
import { arnFits, fitsIgnoringCase } from "./patterns";
import type { Patterns, Policy, Statement } from "./policy";
import { type Caller, named, spared } from "./principals";

/** What is to be decided. */
export interface AccessRequest {
  readonly caller: Caller;
  readonly action: string;
  /** ARN; none for the assumption of a role, whose trust policy is about itself. */
  readonly resource?: string;
  readonly context: Context;
}

/** The policies that decide a request within one account. */
export interface Policies {
  /** Of the caller's role. */
  readonly identity: Policy[];
  /** Of the resource; for the assumption of a role its trust policy. */
  readonly resource: Policy[];
}

/** Allowed, denied by a statement, or denied for want of one that allows. */
export type Decision =
  | { readonly effect: "allow" | "explicit deny"; readonly policy: string; readonly statement: string }
  | { readonly effect: "implicit deny" };

/** Decides within one account: a denial anywhere wins, then an allowance in either kind of policy, else it is denied. */
export function evaluate(request: AccessRequest, { identity, resource }: Policies): Decision {
  const candidates = [...identity, ...resource].flatMap((policy) =>
    policy.statements.map((statement) => ({ policy, statement })),
  );
  const denial = candidates.find(({ statement }) => statement.effect === "Deny" && applies(statement, request));
  if (denial !== undefined)
    return { effect: "explicit deny", policy: denial.policy.name, statement: denial.statement.id };
  const allowance = candidates.find(({ statement }) => statement.effect === "Allow" && grants(statement, request));
  if (allowance !== undefined)
    return { effect: "allow", policy: allowance.policy.name, statement: allowance.statement.id };
  return { effect: "implicit deny" };
}

function applies(statement: Statement, request: AccessRequest): boolean {
  const { principal } = statement;
  if (
    principal !== undefined &&
    (principal.negated
      ? spared(principal.element, request.caller)
      : named(principal.element, request.caller) === undefined)
  )
    return false;
  return concerns(statement, request);
}

/** A resource that names the caller's account leaves it to the account's identity policies, and grants nothing by itself. */
function grants(statement: Statement, request: AccessRequest): boolean {
  const { principal } = statement;
  return (
    (principal === undefined || named(principal.element, request.caller) === "itself") && concerns(statement, request)
  );
}

function concerns(
  { actions, resources, conditions }: Statement,
  { action, resource, context }: AccessRequest,
): boolean {
  return (
    fitsOne(actions, (pattern) => fitsIgnoringCase(pattern, action)) &&
    (resources === undefined ||
      (resource !== undefined && fitsOne(resources, (pattern) => arnFits(pattern, resource)))) &&
    conditions.every((condition) => meets(condition, context))
  );
}

function fitsOne({ patterns, negated }: Patterns, fit: (pattern: string) => boolean): boolean {
  return patterns.some(fit) !== negated;
}
