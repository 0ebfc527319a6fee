import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { stateStorageProblems } from "../../../components/aws/rules/refuse";
import { argumentProblems } from "../../../components/rules/refuse";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { SMALL } from "../../support/recordedCluster";
import { MINIMAL } from "../../support/recordedStorage";
import { type Block, commentBlocks, page, pageBlocks, PAGES } from "../../support/pages";
import { run } from "./programs";
import { isProgram, typeErrors } from "./typeCheck";

const TYPESCRIPT = [...pageBlocks("ts"), ...commentBlocks()];

describe("TypeScript in the documentation", function () {
  // The compiler reads the library and Pulumi's SDKs.
  this.timeout(180_000);

  let errors: Map<Block, string[]>;
  before(() => {
    errors = typeErrors(TYPESCRIPT);
  });

  it("is in pages and in comments", () => {
    for (const found of [pageBlocks("ts"), commentBlocks()]) assert.ok(found.length > 5);
  });

  for (const block of TYPESCRIPT) {
    it(`${block.place} compiles`, () => {
      assert.deepEqual(errors.get(block), []);
    });
  }

  for (const block of TYPESCRIPT.filter(isProgram)) {
    it(`${block.place} is accepted and deploys a cluster`, async () => {
      const { resources } = await run(block);
      const deployments = resources.filter(({ type }) => type === "kubernetes:apps/v1:Deployment");
      assert.equal(deployments.length, 2);
    });
  }
});

type Groups = Record<string, unknown>;

describe("YAML in the documentation", () => {
  for (const { place, text } of pageBlocks("yaml")) {
    it(`${place} is read and accepted`, () => {
      const { config = {}, ...rest } = parse(text) as Groups & { config?: Record<string, Groups> };
      const cluster = config["pulumi-flink:cluster"] ?? ("storage" in rest ? rest : undefined);
      const state = config["pulumi-flink:stateStorage"];
      // A block that names the Kubernetes cluster is a whole stack file, any other a part of one.
      const whole = "kubernetes:context" in config;
      if (cluster !== undefined)
        assert.deepEqual(argumentProblems("orders", completed({ ...SMALL }, cluster, whole), []), []);
      if (state !== undefined)
        assert.deepEqual(stateStorageProblems("orders", completed(MINIMAL, state, whole), []), []);
    });
  }

  function completed(least: Groups, given: Groups, whole: boolean): Groups {
    if (whole) return given;
    const merged = Object.entries(given).map(([key, value]) => [
      key,
      isGroup(value) && isGroup(least[key]) ? { ...least[key], ...value } : value,
    ]);
    return { ...least, ...Object.fromEntries(merged) };
  }

  function isGroup(value: unknown): value is Groups {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }
});

describe("commands in the documentation", () => {
  const { scripts, devDependencies } = JSON.parse(readFileSync(join(PROJECT_ROOT, "package.json"), "utf8")) as {
    scripts: object;
    devDependencies: Record<string, string>;
  };
  const OF_NPM = ["ci", "init", "install"];

  for (const file of PAGES) {
    it(`${file} names npm scripts that there are`, () => {
      const run = [...page(file).matchAll(/\bnpm run (?:-s )?([\w-]+)/g)].map(([, name]) => name);
      const short = [...page(file).matchAll(/^ *npm (?!run\b)([\w-]+)/gm)].map(([, name]) => name);
      const known = [...Object.keys(scripts), ...OF_NPM];
      assert.deepEqual(
        [...run, ...short].filter((name) => !known.includes(name)),
        [],
      );
    });

    it(`${file} installs the versions that the tests run with`, () => {
      const pinned = [...page(file).matchAll(/(@pulumi\/\w+|typescript|@types\/node)@(\d+\.\d+\.\d+)/g)];
      assert.deepEqual(
        pinned.map(([text]) => text),
        pinned.map(([, name]) => `${name}@${devDependencies[name]}`),
      );
    });
  }
});
