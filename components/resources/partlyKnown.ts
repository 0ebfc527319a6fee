import * as pulumi from "@pulumi/pulumi";
import type { StateStorageArgs } from "../arguments/storage";
import type { PlainArgs } from "../model/clusterSpec";
import { ARGUMENTS_OF, PROCESS_KINDS } from "../model/processes";

type Storage = PlainArgs["storage"];

const ROLE_ARNS = PROCESS_KINDS.map((kind) => ARGUMENTS_OF[kind].roleArn);

/** The property of an identity with the role of the pods of a kind. */
export type RoleArn = (typeof ROLE_ARNS)[number];

/** A storage whose roles may be missing: where their ARNs are not known yet, and only there, their paths are listed. */
export interface PartlyKnownStorage {
  readonly storage: Storage;
  readonly unknown: string[];
}

/**
 * A storage without the ARNs that are unknown: at the first preview the roles do not exist, and everything that is made
 * from the storage would be unknown with them.
 */
export function partlyKnownStorage(storage: pulumi.Input<StateStorageArgs>): pulumi.Output<PartlyKnownStorage> {
  return applyToPart(pulumi.output(storage), (plain) => {
    const identity = identityOf(plain);
    const unknown = ROLE_ARNS.filter((key) => pulumi.isUnknown(identity?.[key]));
    if (unknown.length === 0) return { storage: plain, unknown };
    const withoutUnknown = { ...identity, ...Object.fromEntries(unknown.map((key) => [key, undefined])) };
    return {
      storage: { ...plain, identity: withoutUnknown } as Storage,
      unknown: unknown.map((key) => `storage.identity.${key}`),
    };
  });
}

/** The ARN of a role, whatever else of the storage is unknown. */
export function roleArn(storage: pulumi.Input<StateStorageArgs>, key: RoleArn): pulumi.Output<string> {
  return applyToPart(pulumi.output(storage), (plain) => identityOf(plain)?.[key] as string);
}

function identityOf(storage: Storage): Storage["identity"] {
  const identity: unknown = pulumi.isUnknown(storage) ? undefined : (storage as Storage | undefined)?.identity;
  return typeof identity === "object" && identity !== null && !pulumi.isUnknown(identity)
    ? (identity as Storage["identity"])
    : undefined;
}

/**
 * `apply` that also runs where a part of the value is unknown, which then is in the place of that part: what Pulumi does
 * itself for the property of an Output.
 */
function applyToPart<T, U>(output: pulumi.Output<T>, change: (value: T) => U): pulumi.Output<U> {
  return (output as unknown as { apply(change: (value: T) => U, runWithUnknowns: boolean): pulumi.Output<U> }).apply(
    change,
    true,
  );
}
