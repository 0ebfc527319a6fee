import { sections } from "../../commands/release/changelog";
import { committed } from "../generated/generated";
import { stableJson } from "../generated/objects";
import { differences } from "./compare";
import type { Contracts, Difference, Released } from "./contracts";
import { declarations, lines, undeclared } from "./declared";

/** The contracts of the last release. `npm run release` writes it, nothing else. */
export const RELEASED_FILE = "test/contracts/released.json";

/** The file of a release. */
export function releasedFile(version: string, contracts: Contracts): string {
  return `${stableJson({ version, ...contracts })}\n`;
}

/** What stands between the contracts and the changelog; undefined if the changelog tells every difference and no other. */
export function contractProblem(file: string | undefined, changelog: string, now: Contracts): string | undefined {
  const [unreleased, last] = sections(changelog);
  if (file === undefined) return `${RELEASED_FILE} is missing: take it from the tag v${last.version}.`;
  const released = JSON.parse(file) as Released;
  if (released.version !== last.version)
    return `${RELEASED_FILE} has the contracts of ${released.version}, but CHANGELOG.md says that ${last.version} is the last release.`;
  const { missing, stale } = undeclared(differences(released, now), declarations(unreleased.entries));
  const paragraphs = [
    missing.length > 0 && undeclaredText(missing, last.version),
    stale.length > 0 &&
      `CHANGELOG.md declares what does not differ from release ${last.version}:\n` +
        stale.map(({ change, area, key }) => `- **${change} ${area}** \`${key}\``).join("\n"),
  ];
  return paragraphs.filter(Boolean).join("\n\n") || undefined;
}

function undeclaredText(missing: Difference[], version: string): string {
  const objects = missing.some(({ area }) => area === "object");
  return [
    `Contracts differ from those of release ${version}. Take that back, or tell users: in CHANGELOG.md, under "Unreleased",`,
    "with the reason and what they have to do:",
    ...lines(missing),
    ...(objects ? [`What differs in objects: git diff v${version} -- test/generated/objects`] : []),
  ].join("\n");
}

/** The same for this checkout. */
export function problemHere(now: Contracts): string | undefined {
  return contractProblem(committed(RELEASED_FILE), committed("CHANGELOG.md")!, now);
}
