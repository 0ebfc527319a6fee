import * as assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ESLint, type Linter } from "eslint";
import tseslint from "typescript-eslint";
import { PROJECT_ROOT } from "../../toolchain/cache";

const RULE = "@typescript-eslint/no-restricted-imports";

interface Fences {
  readonly default: Linter.Config[];
  readonly STAGES: string[];
  readonly PURE: string[];
}

/** Lint as it is configured, with the fences alone: they need no types. */
async function linter(fences: Fences): Promise<ESLint> {
  return new ESLint({
    cwd: PROJECT_ROOT,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ["**/*.ts"],
        languageOptions: { parser: tseslint.parser },
        plugins: { "@typescript-eslint": tseslint.plugin },
      },
      ...fences.default,
    ] as Linter.Config[],
  });
}

describe("fences between rooms", function () {
  // Lint loads its parser.
  this.timeout(60_000);

  let fences: Fences;
  let eslint: ESLint;
  before(async () => {
    // eslint.fences.mjs is an ES module: a `require` cannot load it.
    fences = (await import(pathToFileURL(join(PROJECT_ROOT, "eslint.fences.mjs")).href)) as Fences;
    eslint = await linter(fences);
  });

  /** Whether lint refuses an import in a file. */
  async function refuses(file: string, statement: string): Promise<boolean> {
    const [{ messages }] = await eslint.lintText(`${statement}\n`, { filePath: join(PROJECT_ROOT, file) });
    assert.deepEqual(
      messages.filter(({ ruleId }) => ruleId !== RULE),
      [],
    );
    return messages.length > 0;
  }

  it("let a stage import every earlier one and no later one", async () => {
    for (const [at, stage] of fences.STAGES.entries())
      for (const [otherAt, other] of fences.STAGES.entries()) {
        const file = `components/${stage}/planted.ts`;
        assert.equal(
          await refuses(file, `import { x } from "../${other}/x"; x();`),
          otherAt > at,
          `${stage} -> ${other}`,
        );
      }
  });

  it("hold for files in folders of a stage", async () => {
    assert.ok(await refuses("components/model/deep/planted.ts", 'import { x } from "../../rules/x"; x();'));
    assert.ok(!(await refuses("components/aws/rules/planted.ts", 'import { x } from "../../model/x"; x();')));
  });

  it("let pure stages import types of Pulumi, and nothing else of it", async () => {
    for (const stage of fences.STAGES) {
      const file = `components/${stage}/planted.ts`;
      assert.equal(
        await refuses(file, 'import * as p from "@pulumi/pulumi"; p.log;'),
        fences.PURE.includes(stage),
        stage,
      );
      assert.ok(!(await refuses(file, 'import type { Output } from "@pulumi/pulumi"; let x: Output<string>;')), stage);
    }
  });

  it("keep commands, tests, sandbox and toolchain out of what is published", async () => {
    for (const room of ["commands", "sandbox", "toolchain", "test"])
      for (const file of ["components/x.ts", "components/model/x.ts", "operations/x.ts", "cli/x.ts", "cli/clean/x.ts"])
        assert.ok(
          await refuses(file, `import { x } from "${"../".repeat(file.split("/").length - 1)}${room}/x"; x();`),
          file,
        );
  });

  it("let operations import what computes plain values, and none that registers or renders", async () => {
    for (const stage of fences.STAGES) {
      const allowed = ["arguments", "validation", "notation", "model"].includes(stage);
      const statement = `import { x } from "../../components/${stage}/x"; x();`;
      assert.equal(await refuses("operations/storage/planted.ts", statement), !allowed, stage);
    }
  });

  it("let the command line import operations and what computes, and nothing import the command line", async () => {
    const allowed = [...fences.PURE, "validation"];
    for (const stage of fences.STAGES) {
      const statement = `import { x } from "../../components/${stage}/x"; x();`;
      assert.equal(await refuses("cli/storage/planted.ts", statement), !allowed.includes(stage), stage);
    }
    for (const file of ["cli/planted.ts", "operations/planted.ts"])
      assert.ok(await refuses(file, 'import { FlinkCluster } from "../components"; FlinkCluster;'), file);
    assert.ok(!(await refuses("cli/storage/planted.ts", 'import { x } from "../../operations/x"; x();')));
    for (const file of ["components/x.ts", "components/model/x.ts", "operations/x.ts"])
      assert.ok(
        await refuses(file, `import { x } from "${"../".repeat(file.split("/").length - 1)}cli/x"; x();`),
        file,
      );
  });

  it("name every stage that there is, and no other", async () => {
    const folders = readdirSync(join(PROJECT_ROOT, "components"), { withFileTypes: true });
    const found = folders
      .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
      .map(({ name }) => name);
    assert.deepEqual(found.sort(), [...fences.STAGES].sort());
  });
});
