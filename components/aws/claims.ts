import { perRun } from "../resources/perRun";
import { prefixesOverlap } from "./spec";

/** A cluster's place, and the component that has it. */
interface Claim {
  readonly bucket: string;
  readonly root: string;
  readonly name: string;
  /** The component: names need not differ. */
  readonly owner: symbol;
}

const claims = perRun((): Claim[] => []);

/** Takes a place, or tells the name of the component that has one there already. Taking it twice changes nothing. */
export function claimPlace(claim: Claim): string | undefined {
  const taken = claims();
  const other = taken.find(({ owner, bucket, root }) => owner !== claim.owner && bucket === claim.bucket && prefixesOverlap(`${root}/`, `${claim.root}/`));
  if (other !== undefined) return other.name;
  if (!taken.some(({ owner, bucket, root }) => owner === claim.owner && bucket === claim.bucket && root === claim.root)) taken.push(claim);
  return undefined;
}
