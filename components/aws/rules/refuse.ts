import type { S3StateStorageArgs } from "../../arguments/s3StateStorage";
import { knownPart } from "../../validation/known";
import type { Problem } from "../../validation/problem";
import { hideSecrets, problemsOf, refuse, type Validation } from "../../validation/validation";
import { type PlainStateStorageArgs, stateStorageSpec } from "../spec";
import { BUCKET_RULES } from "./bucket";
import { IDENTITY_RULES } from "./identity";
import { PLACE_RULES } from "./place";
import type { StateStorageSubject } from "./subject";

/** How the arguments of an S3StateStorage are checked; the order of the rules is that of the problems in an error. */
export const S3_STATE_STORAGE: Validation<StateStorageSubject> = {
  component: "S3StateStorage",
  rules: [...PLACE_RULES, ...BUCKET_RULES, ...IDENTITY_RULES],
  subject: (name, args: PlainStateStorageArgs, unknown) => ({ name, args, spec: stateStorageSpec(args), unknown }),
};

/** Refuses arguments that are wrong as far as they are known now, before anything is registered. */
export function refuseKnownInvalidStateStorage(name: string, args: S3StateStorageArgs): void {
  const { value, unknown } = knownPart(args);
  refuse("S3StateStorage", name, stateStorageProblems(name, value, unknown), "nothing was created");
}

/** Refuses arguments that turn out to be wrong once Outputs are known. */
export function refuseInvalidStateStorage(
  name: string,
  args: PlainStateStorageArgs,
  secrets: string[] = [],
): PlainStateStorageArgs {
  refuse("S3StateStorage", name, hideSecrets(stateStorageProblems(name, args, []), secrets), LATE);
  return args;
}

/** What Outputs turn out to be is known only when objects that do not depend on them exist already. */
export const LATE = "no policy was created or changed";

/** All problems of arguments, but for those that depend on unknown values. */
export function stateStorageProblems(name: string, args: unknown, unknown: string[]): Problem[] {
  return problemsOf(S3_STATE_STORAGE, name, args, unknown);
}
