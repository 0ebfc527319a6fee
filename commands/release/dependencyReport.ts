import type { Part } from "../build/licences";

/** What the npm package asks for, as its package.json says. */
export interface Declared {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A Node.js that an archive of the plugin carries. */
export interface CarriedNode {
  readonly platform: string;
  readonly version: string;
}

const FIELDS = ["dependencies", "peerDependencies"] as const;

/** The packages that a package.json asks for. */
export function namesOf(declared: Declared): string[] {
  return FIELDS.flatMap((field) => Object.keys(declared[field] ?? {}));
}

export interface Dependencies {
  readonly declared: Declared;
  /** The packages that it asks for, as they are installed here. */
  readonly asked: readonly Part[];
  readonly bundled: readonly Part[];
  readonly nodes: readonly CarriedNode[];
}

/** licences.md: which code of others a release has or asks for. */
export function dependencyReport({ declared, asked, bundled, nodes }: Dependencies): string {
  const rows = FIELDS.flatMap((field) =>
    Object.entries(declared[field] ?? {}).map(([name, range]) => {
      const { licence = "not installed" } = asked.find((part) => part.name === name) ?? {};
      return [name, range, field, licence];
    }),
  );
  const counts = new Map<string, number>();
  for (const { licence } of bundled) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  return `${[
    `# Licences and dependencies of ${declared.version}`,
    "## What the npm package asks for",
    "npm installs these; the package has nothing of them but what its executables have, below.",
    table(["package", "versions", "as", "licence"], rows),
    "## What the bundled executables are made from",
    "`pulumi-resource-flink.js` and `pulumi-flink.js`, in the npm package and in the plugin's archives, have code of these " +
      "packages. Their texts are in `THIRD_PARTY_LICENSES` beside them.",
    table(
      ["licence", "packages"],
      [...counts].sort(byCount).map(([licence, count]) => [licence, String(count)]),
    ),
    table(
      ["package", "version", "licence", "text"],
      bundled.map(({ name, version, licence, texts }) => [
        name,
        version,
        licence,
        texts.length > 0 ? "yes" : "has none",
      ]),
    ),
    "## Node.js in the plugin's archives",
    "MIT and the licences of its parts; the text is `LICENSE.node` in every archive.",
    table(
      ["platform", "version"],
      nodes.map(({ platform, version }) => [platform, version]),
    ),
  ].join("\n\n")}\n`;
}

function byCount([, one]: [string, number], [, other]: [string, number]): number {
  return other - one;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}
