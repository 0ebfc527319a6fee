import type { S3StateStorageArgs } from "../arguments/s3StateStorage";
import { perRun } from "../resources/perRun";
import { knownPart, touches } from "../validation/known";
import { refuse } from "../validation/validation";
import { SHARED_PLACE } from "./rules/place";
import { LATE } from "./rules/refuse";
import { type PlainStateStorageArgs, prefixesOverlap, stateKey } from "./spec";

/** A component as far as it is there yet: its name, and what tells it from another of that name. */
export interface Owner {
  readonly name: string;
  readonly owner: symbol;
}

/** The key of a cluster's folder, and the component that has it. */
interface Claim extends Owner {
  readonly bucket: string;
  readonly stateKey: string;
}

const claims = perRun((): Claim[] => []);

/** Claims the place of the arguments if it is known before anything is registered; refuses one that another component has. */
export function claimKnownStateKey(owner: Owner, args: S3StateStorageArgs): void {
  const { value, unknown } = knownPart(args);
  const plain = value as PlainStateStorageArgs;
  const bucket = plain.bucketName ?? plain.existingBucket?.name;
  if (bucket === undefined || SHARED_PLACE.reads.some((path) => touches(unknown, path))) return;
  claim({ ...owner, bucket, stateKey: stateKey(plain) }, "nothing was created");
}

/** Claims a place that has become known; refuses one that another component has. */
export function claimStateKey(owner: Owner, bucket: string, stateKey: string): void {
  claim({ ...owner, bucket, stateKey }, LATE);
}

/** Claiming a place twice changes nothing. */
function claim(wanted: Claim, consequence: string): void {
  const { name, owner, bucket, stateKey } = wanted;
  const inBucket = claims().filter((other) => other.bucket === bucket);
  const other = inBucket.find(
    (taken) => taken.owner !== owner && prefixesOverlap(`${taken.stateKey}/`, `${stateKey}/`),
  );
  const problems = SHARED_PLACE.check({ place: `s3://${bucket}/${stateKey}`, other: other?.name });
  refuse("S3StateStorage", name, problems, consequence);
  if (!inBucket.some((taken) => taken.owner === owner && taken.stateKey === stateKey)) claims().push(wanted);
}
