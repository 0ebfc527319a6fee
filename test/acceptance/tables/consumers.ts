import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { peerDependencies } from "../../../components/package.json";
import { devDependencies } from "../../../package.json";
import { Consumer } from "../../support/consumer";
import { OLD_RESOLUTION, previewProgram, PROGRAM_KINDS, RESOLUTIONS, typeErrors } from "../../support/consumerPrograms";
import { packed } from "../../support/packed";
import type { Figures, Row, Table } from "../table";

type PackageName = keyof typeof peerDependencies | "typescript" | "@types/node";
type Versions = Record<PackageName, string>;

/** What this repository's own checks run with. */
const PINNED: Versions = {
  "@pulumi/pulumi": devDependencies["@pulumi/pulumi"],
  "@pulumi/kubernetes": devDependencies["@pulumi/kubernetes"],
  "@pulumi/aws": devDependencies["@pulumi/aws"],
  typescript: devDependencies.typescript,
  "@types/node": devDependencies["@types/node"],
};

/** The peers' ranges, whose newest version npm takes. */
const NEWEST: Versions = { ...PINNED, ...peerDependencies };

/** The least that the ranges allow. */
const LOWEST: Versions = {
  ...PINNED,
  ...(Object.fromEntries(
    Object.entries(peerDependencies).map(([name, range]) => [name, range.replace(/^\^/, "")]),
  ) as typeof peerDependencies),
};

export const consumers: Table<void> = {
  name: "consumers",
  title: "The packed package with other peers, compilers, types and kinds of programs",
  covers: [
    "components",
    "operations",
    "commands/build",
    "tsconfig.build.json",
    "test/support/packed.ts",
    "test/support/consumer.ts",
    "test/support/consumerPrograms.ts",
    "test/acceptance/tables/consumers.ts",
  ],
  columns: [
    "@pulumi/pulumi",
    "@pulumi/kubernetes",
    "@pulumi/aws",
    "typescript",
    "@types/node",
    "type errors",
    "previews",
  ],
  rows: () => [
    whole("lowest peers", LOWEST),
    whole("newest peers", NEWEST),
    ...["20", "24", "*"].map((range) => types(`@types/node ${range}`, { ...PINNED, "@types/node": range })),
    ...["5.2", "6", "7"].map((range) => types(`TypeScript ${range}`, { ...PINNED, typescript: range })),
  ],
  setUp: async () => undefined,
  tearDown: async () => undefined,
  summary: () =>
    "Previews are those of programs in CommonJS, ESM and TypeScript built to either, each against the sandbox with the " +
    "Kubernetes provider of this repository, whatever version of the SDK the program has. Types are checked with " +
    "`strict`, `exactOptionalPropertyTypes` and without `skipLibCheck`, with `moduleResolution` nodenext and bundler and, " +
    "up to TypeScript 5, node10.",
};

/** Types, and a preview of every kind of program. */
function whole(id: string, versions: Versions): Row<void> {
  return {
    id,
    run: () =>
      withConsumer(versions, async (consumer) => {
        const plans = new Set<string>();
        for (const kind of PROGRAM_KINDS) plans.add(await previewProgram(consumer, kind));
        assert.equal(plans.size, 1, [...plans].join());
        return { ...(await checked(consumer)), previews: `${PROGRAM_KINDS.length}, each ${[...plans].join()}` };
      }),
  };
}

/** Types alone. */
function types(id: string, versions: Versions): Row<void> {
  return { id, run: () => withConsumer(versions, checked) };
}

async function checked(consumer: Consumer): Promise<Figures> {
  const old = installed(consumer, "typescript").startsWith("5.") ? [OLD_RESOLUTION] : [];
  const resolutions = [...RESOLUTIONS, ...old];
  assert.deepEqual(await typeErrors(consumer, resolutions), []);
  return { "type errors": `none in ${resolutions.length} settings` };
}

async function withConsumer(versions: Versions, run: (consumer: Consumer) => Promise<Figures>): Promise<Figures> {
  const consumer = new Consumer();
  try {
    const { tarball } = await packed();
    consumer.write("package.json", JSON.stringify({ name: "consumer", private: true }));
    const wanted = Object.entries(versions).map(([name, range]) => `${name}@${range}`);
    await consumer.run("npm", ["install", tarball, ...wanted]);
    const figures = await run(consumer);
    return {
      ...Object.fromEntries(Object.keys(versions).map((name) => [name, installed(consumer, name)])),
      ...figures,
    };
  } finally {
    consumer.remove();
  }
}

function installed(consumer: Consumer, name: string): string {
  const manifest = join(consumer.directory, "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
