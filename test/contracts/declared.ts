import { AREAS, type Area, type Change, CHANGES, type Difference } from "./contracts";

/** A difference that the changelog tells users of. */
export type Declaration = Pick<Difference, "change" | "area" | "key">;

const FORM = new RegExp(`^\\*\\*(${CHANGES.join("|")}) (${AREAS.join("|")})\\*\\* ((?:\`[^\`]+\`(?:, )?)+): \\S`);

/** Declarations among the entries of a version: "**changed default** `FlinkCluster.job.parallelism`: what and why". */
export function declarations(entries: readonly string[]): Declaration[] {
  return entries
    .filter((entry) => entry.startsWith("**"))
    .flatMap((entry) => {
      const [, change, area, keys] = FORM.exec(entry) ?? [];
      if (keys === undefined) throw new Error(`CHANGELOG.md: this declares nothing: "- ${entry}". ${USAGE}`);
      return [...keys.matchAll(/`([^`]+)`/g)].map(([, key]) => ({ change: change as Change, area: area as Area, key }));
    });
}

const USAGE =
  `Write "- **CHANGE AREA** \`name\`: what and why"; CHANGE is one of ${CHANGES.join(", ")}, ` +
  `AREA one of ${AREAS.join(", ")}; names of the same kind may share a line, with commas between them.`;

/** Differences that nobody declared, and declarations of differences that are not there. */
export function undeclared(
  found: readonly Difference[],
  declared: readonly Declaration[],
): { missing: Difference[]; stale: Declaration[] } {
  const same = (one: Declaration) => (other: Declaration) => id(one) === id(other);
  return {
    missing: found.filter((difference) => !declared.some(same(difference))),
    stale: declared.filter((declaration) => !found.some(same(declaration))),
  };
}

function id({ change, area, key }: Declaration): string {
  return `${change} ${area} ${key}`;
}

/** The lines of the changelog that declare differences, those of the same kind and content in one. */
export function lines(found: readonly Difference[]): string[] {
  const keys = new Map<string, string[]>();
  for (const { change, area, key, says } of found) {
    const line = `- **${change} ${area}** KEYS: ${says || "why"}`;
    keys.set(line, [...(keys.get(line) ?? []), `\`${key}\``]);
  }
  return [...keys].map(([line, names]) => line.replace("KEYS", () => names.join(", ")));
}
