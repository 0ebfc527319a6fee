import { perRun } from "../resources/perRun";
import { prefixesOverlap } from "./spec";

/** The key of a cluster's folder, and the component that has it. */
interface Taken {
  readonly bucket: string;
  readonly stateKey: string;
  readonly name: string;
  /** The component: names need not differ. */
  readonly owner: symbol;
}

const takenKeys = perRun((): Taken[] => []);

/** Takes a key, or returns the name of the component whose key overlaps with it. Taking it twice changes nothing. */
export function takeStateKey(wanted: Taken): string | undefined {
  const taken = takenKeys();
  const other = taken.find(
    ({ owner, bucket, stateKey }) =>
      owner !== wanted.owner && bucket === wanted.bucket && prefixesOverlap(`${stateKey}/`, `${wanted.stateKey}/`),
  );
  if (other !== undefined) return other.name;
  if (
    !taken.some(
      ({ owner, bucket, stateKey }) =>
        owner === wanted.owner && bucket === wanted.bucket && stateKey === wanted.stateKey,
    )
  )
    taken.push(wanted);
  return undefined;
}
