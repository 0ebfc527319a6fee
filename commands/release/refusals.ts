import { differences } from "../../test/contracts/compare";
import type { Contracts, Released } from "../../test/contracts/contracts";
import { contractProblem } from "../../test/contracts/lastRelease";
import { sections } from "./changelog";
import type { Repository } from "./git";
import { step, versionProblem } from "./version";

/** What a release is made from. */
export interface Candidate {
  readonly version: string;
  readonly changelog: string;
  /** Contracts of the last release, and of today. */
  readonly released: string | undefined;
  readonly now: Contracts;
}

/** Why a version cannot be released: the version, the changelog, the contracts. */
export function refusals({ version, changelog, released, now }: Candidate, { tags }: Repository): string[] {
  const undeclared = contractProblem(released, changelog, now);
  if (undeclared !== undefined) return [undeclared];
  const [unreleased, last] = sections(changelog);
  const found = differences(JSON.parse(released!) as Released, now);
  return [
    versionProblem(version, last.version, step(last.version, found)),
    tags.includes(`v${version}`) && `there is a tag v${version}`,
    unreleased.entries.length === 0 && "CHANGELOG.md has nothing under Unreleased",
  ].filter((problem) => typeof problem === "string");
}

/** Why nothing can be released from here, whatever the version. */
export function misplaced({ branch, uncommitted }: Repository): string[] {
  return [
    branch !== "main" && `the branch is ${branch || "none"}, not main`,
    uncommitted.length > 0 && `not committed:\n  ${uncommitted.join("\n  ")}`,
  ].filter((problem) => typeof problem === "string");
}
