import { diff, gt, inc, prerelease, valid } from "semver";
import type { Difference } from "../../test/contracts/contracts";

/** The step that differences from the last release ask for; while the first number is 0, the second stands for it. */
export function step(last: string, differences: readonly Pick<Difference, "breaking">[]): "major" | "minor" | "patch" {
  const breaking = differences.some((difference) => difference.breaking);
  if (last.startsWith("0.")) return breaking ? "minor" : "patch";
  if (breaking) return "major";
  return differences.length > 0 ? "minor" : "patch";
}

/** Why a version cannot follow the last one; undefined if it can. */
export function versionProblem(version: string, last: string, needed: ReturnType<typeof step>): string | undefined {
  const next = (["patch", "minor", "major"] as const).map((one) => inc(last, one)!);
  if (valid(version) !== version || prerelease(version) || !next.includes(version))
    return `${version} does not follow ${last}: the next version is one of ${next.join(", ")}`;
  const lowest = inc(last, needed)!;
  if (gt(lowest, version))
    return `${version} is only a ${diff(last, version)} step from ${last}, and contracts differ: it must be ${lowest} at least`;
  return undefined;
}

/** The version of the sources after a release, called like the one before it: 0.3.0-alpha.0 follows 0.2.0. */
export function developmentVersion(released: string, before: string): string {
  return inc(released, "preminor", String(prerelease(before)?.[0] ?? "alpha"))!;
}
