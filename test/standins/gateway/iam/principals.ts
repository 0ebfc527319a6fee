import { PolicyError } from "./policyError";

/** Who makes a request. */
export type Caller = RoleSession | FederatedUser | Anonymous;

/** Someone with the temporary keys of a role. */
export interface RoleSession {
  readonly type: "role";
  readonly account: string;
  readonly roleArn: string;
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  readonly sessionArn: string;
}

/** Someone with a token of an identity provider, and no role yet. */
export interface FederatedUser {
  readonly type: "federated";
  readonly providerArn: string;
}

/** Someone who shows nothing. */
export interface Anonymous {
  readonly type: "anonymous";
}

/** The element Principal or NotPrincipal of a statement. */
export interface PrincipalElement {
  readonly everyone: boolean;
  readonly aws: string[];
  readonly federated: string[];
}

/** How a caller is named: itself, or only its account, which leaves it to the account's own policies. */
export type Naming = "itself" | "account" | undefined;

const KINDS = ["AWS", "Federated", "Service"];

/** Reads Principal or NotPrincipal. */
export function parsePrincipal(element: unknown): PrincipalElement {
  if (element === "*") return { everyone: true, aws: [], federated: [] };
  if (typeof element !== "object" || element === null || Array.isArray(element))
    throw new PolicyError(`${JSON.stringify(element)} is no principal`);
  const wrong = Object.keys(element).find((kind) => !KINDS.includes(kind));
  if (wrong !== undefined) throw new PolicyError(`principals of the kind ${wrong} are not supported`);
  const of = (kind: string) => [(element as Record<string, string | string[]>)[kind] ?? []].flat();
  for (const principal of of("AWS"))
    if (!isAwsPrincipal(principal))
      throw new PolicyError(
        `${principal} is no principal that can be told: an account, a role, a session of a role or *`,
      );
  return {
    everyone: of("AWS").includes("*"),
    aws: of("AWS").filter((principal) => principal !== "*"),
    federated: of("Federated"),
  };
}

/** Whether and how an element Principal names a caller. Services never call here, so that one of them names nobody. */
export function named({ everyone, aws, federated }: PrincipalElement, caller: Caller): Naming {
  if (everyone) return "itself";
  if (caller.type === "federated") return federated.includes(caller.providerArn) ? "itself" : undefined;
  if (caller.type === "anonymous") return undefined;
  if (aws.includes(caller.roleArn) || aws.includes(caller.sessionArn)) return "itself";
  return aws.some((principal) => accountOf(principal) === caller.account) ? "account" : undefined;
}

/** Whether an element NotPrincipal spares a caller. A session is spared where it, its role and its account are named. */
export function spared({ everyone, aws, federated }: PrincipalElement, caller: Caller): boolean {
  if (everyone) return true;
  if (caller.type === "federated") return federated.includes(caller.providerArn);
  if (caller.type === "anonymous") return false;
  return (
    aws.includes(caller.sessionArn) &&
    aws.includes(caller.roleArn) &&
    aws.some((principal) => accountOf(principal) === caller.account)
  );
}

/** The account that a principal stands for as a whole. */
function accountOf(principal: string): string | undefined {
  return /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
}

function isAwsPrincipal(principal: string): boolean {
  return (
    principal === "*" ||
    accountOf(principal) !== undefined ||
    /^arn:aws[\w-]*:(iam::\d{12}:(role|user)\/[^*?]+|sts::\d{12}:assumed-role\/[^*?]+\/[^*?]+)$/.test(principal)
  );
}
