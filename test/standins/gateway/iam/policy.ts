import { type Condition, type ConditionKeys, parseCondition } from "./conditions";
import { isArn } from "./patterns";
import { PolicyError } from "./policyError";
import { parsePrincipal, type PrincipalElement } from "./principals";

/** What a policy is attached to; decides which elements its statements have. */
export type PolicyKind = "identity" | "resource" | "trust";

/** A policy that is understood as a whole. */
export interface Policy {
  readonly name: string;
  readonly statements: Statement[];
}

/** A statement of a policy. */
export interface Statement {
  /** Its Sid, or its place in the policy from 0. */
  readonly id: string;
  readonly effect: "Allow" | "Deny";
  readonly principal?: { readonly element: PrincipalElement; readonly negated: boolean };
  readonly actions: Patterns;
  /** Not in trust policies: these are about their own role. */
  readonly resources?: Patterns;
  readonly conditions: Condition[];
}

/** Patterns one of which must fit or, negated, none. */
export interface Patterns {
  readonly patterns: string[];
  readonly negated: boolean;
}

const LANGUAGE = "2012-10-17";
const ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

/** Reads a policy. Throws for everything in it that would not be evaluated as AWS does. */
export function parsePolicy(name: string, kind: PolicyKind, document: string, keys: ConditionKeys): Policy {
  try {
    const { Version, Id, Statement, ...others } = JSON.parse(document) as Record<string, unknown>;
    void Id;
    if (Version !== LANGUAGE) throw new PolicyError(`its Version is ${JSON.stringify(Version)} instead of ${LANGUAGE}`);
    if (Object.keys(others).length > 0)
      throw new PolicyError(`it has the unknown element ${Object.keys(others).join(", ")}`);
    const statements = [Statement ?? []]
      .flat()
      .map((statement, index) => parseStatement(statement as RawStatement, index, kind, keys));
    if (statements.length === 0) throw new PolicyError("it has no statement");
    const double = statements.find(({ id }, index) => statements.findIndex((other) => other.id === id) !== index);
    if (double !== undefined) throw new PolicyError(`it has two statements ${double.id}`);
    return { name, statements };
  } catch (error) {
    throw new PolicyError(`Policy ${name}: ${(error as Error).message}`, { cause: error });
  }
}

type RawStatement = Record<string, unknown>;

function parseStatement(raw: RawStatement, index: number, kind: PolicyKind, keys: ConditionKeys): Statement {
  const id = (raw.Sid as string | undefined) ?? String(index);
  const unknown = Object.keys(raw).find((element) => !ELEMENTS.includes(element));
  if (unknown !== undefined) throw new PolicyError(`statement ${id} has the unknown element ${unknown}`);
  if (raw.Effect !== "Allow" && raw.Effect !== "Deny")
    throw new PolicyError(`statement ${id} has the effect ${JSON.stringify(raw.Effect)}`);
  refuseVariables(id, raw);
  const actions = patterns(id, raw, "Action")!;
  if (actions === undefined) throw new PolicyError(`statement ${id} has no action`);
  for (const action of actions.patterns)
    if (!/^(\*|[a-z0-9-]+:[\w*?]+)$/i.test(action)) throw new PolicyError(`statement ${id} has the action ${action}`);
  const resources = patterns(id, raw, "Resource");
  if ((resources === undefined) !== (kind === "trust"))
    throw new PolicyError(
      `statement ${id} ${resources === undefined ? "has no resource" : "of a trust policy has a resource"}`,
    );
  for (const resource of resources?.patterns ?? [])
    if (!isArn(resource)) throw new PolicyError(`statement ${id} has the resource ${resource}, which is no ARN`);
  return {
    id,
    effect: raw.Effect,
    principal: principalOf(id, raw, kind),
    actions,
    resources,
    conditions: conditionsOf(raw, keys),
  };
}

function principalOf(id: string, raw: RawStatement, kind: PolicyKind): Statement["principal"] {
  const present = ["Principal", "NotPrincipal"].filter((element) => raw[element] !== undefined);
  if (present.length !== (kind === "identity" ? 0 : 1))
    throw new PolicyError(
      `statement ${id} of a policy of the kind ${kind} has ${present.join(" and ") || "no principal"}`,
    );
  if (present.length === 0) return undefined;
  const negated = present[0] === "NotPrincipal";
  if (negated && raw.Effect === "Allow")
    throw new PolicyError(`statement ${id} allows NotPrincipal, which AWS does not support`);
  return { element: parsePrincipal(raw[present[0]]), negated };
}

function patterns(id: string, raw: RawStatement, element: "Action" | "Resource"): Patterns | undefined {
  const present = [element, `Not${element}`].filter((name) => raw[name] !== undefined);
  if (present.length > 1) throw new PolicyError(`statement ${id} has both ${present.join(" and ")}`);
  if (present.length === 0) return undefined;
  const found = [raw[present[0]]].flat();
  if (found.length === 0 || found.some((pattern) => typeof pattern !== "string"))
    throw new PolicyError(`statement ${id} has the ${present[0]} ${JSON.stringify(raw[present[0]])}`);
  return { patterns: found as string[], negated: present[0] !== element };
}

function conditionsOf({ Condition: operators = {} }: RawStatement, keys: ConditionKeys): Condition[] {
  return Object.entries(operators as Record<string, Record<string, unknown>>).flatMap(([operator, comparisons]) =>
    Object.entries(comparisons).map(([key, values]) =>
      parseCondition(operator, key, [values].flat().map(String), keys),
    ),
  );
}

/** A variable taken for text would be a condition that never holds, or always. */
function refuseVariables(id: string, raw: RawStatement): void {
  const variable = /\$\{[^}]*\}?/.exec(JSON.stringify(raw))?.[0];
  if (variable !== undefined)
    throw new PolicyError(`statement ${id} has the policy variable ${variable}; variables are not supported`);
}
