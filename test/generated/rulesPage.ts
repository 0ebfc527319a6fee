import { SHARED_PLACE } from "../../components/aws/rules/place";
import { S3_STATE_STORAGE } from "../../components/aws/rules/refuse";
import { RULES } from "../../components/rules";
import type { Rule } from "../../components/validation/rule";
import { SHAPE } from "../../components/validation/shape";

/** A line of the page: an id, what it refuses, and the arguments that decide. */
interface Line {
  readonly id: string;
  readonly refuses: string;
  readonly reads: readonly string[];
}

/** The page of all rules, from their declarations. */
export function rulesPage(): string {
  const shape = Object.entries(SHAPE).map(([id, refuses]) => ({ id, refuses, reads: [] }));
  const parts = [
    "# What is refused",
    INTRODUCTION,
    "## Shape, for every component",
    table(shape, "each, by the package schema"),
    "## FlinkCluster",
    ...groups(linesOf(RULES)).flatMap(([group, lines]) => [`### ${group}`, table(lines)]),
    "## S3StateStorage",
    table(linesOf([...S3_STATE_STORAGE.rules, SHARED_PLACE]), "none: the name of the component"),
  ];
  return `${parts.join("\n\n")}\n`;
}

const INTRODUCTION = `<!-- Written by \`npm run generate\` from the declarations of the rules. -->

Every error names the id of its rule. Ids are stable: one that is released is never used for anything else. A rule is left
out as long as one of the arguments that it looks at is not known: at preview, values of resources that do not exist yet.
It is checked once they are known, before pods or policies are created or changed.`;

/** Lines of rules; an id that several rules declare looks at the arguments of all of them. */
function linesOf(rules: readonly Rule<never>[]): Line[] {
  const lines = new Map<string, Line>();
  for (const { refuses: declared, reads, asksFor } of rules) {
    for (const [id, refuses] of Object.entries(declared)) {
      const earlier = lines.get(id)?.reads ?? [];
      lines.set(id, { id, refuses, reads: [...new Set([...earlier, ...reads, ...asksFor])] });
    }
  }
  return [...lines.values()];
}

/** Lines by the first part of their ids, in their order. */
function groups(lines: Line[]): [group: string, lines: Line[]][] {
  const names = [...new Set(lines.map(({ id }) => id.split(".")[0]))];
  return names.map((name) => [name, lines.filter(({ id }) => id.startsWith(`${name}.`))]);
}

function table(lines: Line[], withoutArguments = ""): string {
  return [
    "| id | what is refused | arguments |",
    "|---|---|---|",
    ...lines.map(({ id, refuses, reads }) => {
      const paths = reads.map((path) => `\`${path}\``).join(", ") || withoutArguments;
      return `| \`${id}\` | ${refuses} | ${paths} |`;
    }),
  ].join("\n");
}
