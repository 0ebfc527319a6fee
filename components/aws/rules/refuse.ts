import { takeStateKey } from "../stateKeys";
import { type PlainStateStorageArgs, stateStorageSpec } from "../spec";
import type { S3StateStorageArgs } from "../../arguments/s3StateStorage";
import { knownPart, touches } from "../../validation/known";
import type { Problem } from "../../validation/problem";
import { problemsOf, refuse, type Validation } from "../../validation/validation";
import { BUCKET_RULES } from "./bucket";
import { IDENTITY_RULES } from "./identity";
import { PLACE_RULES } from "./place";
import type { StateStorageSubject } from "./subject";

const S3_STATE_STORAGE: Validation<StateStorageSubject> = {
  component: "S3StateStorage",
  rules: [...PLACE_RULES, ...BUCKET_RULES, ...IDENTITY_RULES],
  subject: (name, args: PlainStateStorageArgs, unknown) => ({ name, args, spec: stateStorageSpec(args), unknown }),
};

/** A component as far as it is there yet: its name, and what tells it from another of that name. */
export interface Owner {
  readonly name: string;
  readonly owner: symbol;
}

/** Refuses arguments that are wrong as far as they are known now, and a place that another component has. */
export function refuseKnownInvalidStateStorage(owner: Owner, args: S3StateStorageArgs): void {
  const { value, unknown } = knownPart(args);
  const problems = stateStorageProblems(owner.name, value, unknown);
  refuse("S3StateStorage", owner.name, problems, "nothing was created");
  const plain = value as PlainStateStorageArgs;
  const bucket = plain.bucketName ?? plain.existingBucket?.name;
  if (
    bucket === undefined ||
    ["bucketName", "existingBucket", "folder", "cluster.clusterId"].some((path) => touches(unknown, path))
  )
    return;
  refuse(
    "S3StateStorage",
    owner.name,
    sharedStateProblems(owner, bucket, stateStorageSpec(plain).stateKey),
    "nothing was created",
  );
}

/** Refuses arguments that turn out to be wrong once Outputs are known. */
export function refuseInvalidStateStorage(name: string, args: PlainStateStorageArgs): PlainStateStorageArgs {
  refuse("S3StateStorage", name, stateStorageProblems(name, args, []), LATE);
  return args;
}

/** Refuses a place that turns out to be another component's. */
export function refuseSharedState(owner: Owner, bucket: string, stateKey: string): void {
  refuse("S3StateStorage", owner.name, sharedStateProblems(owner, bucket, stateKey), LATE);
}

/** What Outputs turn out to be is known only when objects that do not depend on them exist already. */
const LATE = "no policy was created or changed";

/** All problems of arguments, but for those that depend on unknown values. */
export function stateStorageProblems(name: string, args: unknown, unknown: string[]): Problem[] {
  return problemsOf(S3_STATE_STORAGE, name, args, unknown);
}

function sharedStateProblems({ name, owner }: Owner, bucket: string, stateKey: string): Problem[] {
  const other = takeStateKey({ bucket, stateKey, name, owner });
  if (other === undefined) return [];
  return [
    {
      rule: "state-storage.shared-place",
      path: "folder",
      value: `s3://${bucket}/${stateKey}`,
      allowed:
        `a place that no other cluster has, but S3StateStorage "${other}" has one there: they would ` +
        "overwrite and delete each other's state",
      fix: "Give the clusters different ids, folders or buckets, none of which lies in another.",
    },
  ];
}
