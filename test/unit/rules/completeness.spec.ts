import * as assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { SHARED_PLACE } from "../../../components/aws/rules/place";
import { S3_STATE_STORAGE } from "../../../components/aws/rules/refuse";
import { RULES } from "../../../components/rules";
import type { Rule } from "../../../components/validation/rule";
import { SHAPE } from "../../../components/validation/shape";
import { REFUSED_STORAGE } from "../aws/cases";
import { sharedPlace } from "../aws/cases/place";
import { REFUSED } from "./cases";

const OF_STORAGE: Rule<never>[] = [...S3_STATE_STORAGE.rules, SHARED_PLACE];
const DECLARED: Rule<never>[] = [...RULES, ...OF_STORAGE];

function ids(rules: readonly Rule<never>[]): string[] {
  return rules.flatMap(({ refuses }) => Object.keys(refuses));
}

function sorted(values: string[]): string[] {
  return [...new Set(values)].sort();
}

describe("ids of rules", () => {
  it("have a case each, and cases have no others", () => {
    const cases = [...REFUSED, ...REFUSED_STORAGE, sharedPlace("s3://state/flink/orders")];
    assert.deepEqual(sorted(cases.map(({ rule }) => rule)), sorted([...Object.keys(SHAPE), ...ids(DECLARED)]));
  });

  it("mean the same wherever they are declared", () => {
    const meanings = new Map<string, string>();
    for (const [id, refuses] of DECLARED.flatMap((rule) => Object.entries(rule.refuses)))
      assert.equal(refuses, meanings.set(id, meanings.get(id) ?? refuses).get(id), id);
  });

  it("of S3StateStorage start with state-storage", () => {
    assert.deepEqual(sorted(ids(OF_STORAGE).map(groupOf)), ["state-storage"]);
  });

  it("of FlinkCluster start with the name of the file that declares them", () => {
    const load = createRequire(__filename);
    const folder = join(__dirname, "../../../components/rules");
    const files = readdirSync(folder).map((file) => basename(file, ".ts"));
    const found = files
      .filter((name) => name !== "index")
      .flatMap((name) => {
        const declared = Object.values(load(join(folder, name)) as object).find(isRules) ?? [];
        for (const id of ids(declared)) assert.equal(groupOf(id), kebabCase(name), id);
        return declared;
      });
    assert.deepEqual(sorted(ids(found)), sorted(ids(RULES)));
  });
});

function isRules(value: unknown): value is Rule<never>[] {
  return Array.isArray(value) && value.every((item: object) => Object.hasOwn(item, "refuses"));
}

function groupOf(id: string): string {
  return id.split(".")[0];
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
