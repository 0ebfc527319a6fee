import * as assert from "node:assert/strict";
import { SHARED_PLACE } from "../../../components/aws/rules/place";
import { S3_STATE_STORAGE } from "../../../components/aws/rules/refuse";
import { FLINK_CLUSTER } from "../../../components/rules/refuse";
import { touches } from "../../../components/validation/known";
import type { Rule } from "../../../components/validation/rule";
import { shapeProblems } from "../../../components/validation/shape";
import type { Validation } from "../../../components/validation/validation";
import { MINIMAL as MINIMAL_STORAGE } from "../../support/recordedStorage";
import { ACCEPTED_STORAGE, REFUSED_STORAGE } from "../aws/cases";
import { ACCEPTED, MINIMAL, REFUSED } from "./cases";
import { type Decisions, decidedBy } from "./decidedBy";
import { recordedReads } from "./recordedReads";
import { schemaPaths } from "./schemaPaths";

const CLUSTERS = [...REFUSED.map(({ args }) => args), ...Object.values(ACCEPTED)].map((args) => ({
  ...MINIMAL,
  ...args,
}));
const STORAGES = [
  ...REFUSED_STORAGE.map(({ args }) => ({ ...MINIMAL_STORAGE, ...args })),
  ...Object.values(ACCEPTED_STORAGE),
];

/** Property paths of a rule, known values or not. */
function listed({ reads, asksFor }: Rule<never>): string[] {
  return [...reads, ...asksFor];
}

/** A read path without indices and keys of maps: these are arguments as a whole. */
function argument(path: string): string {
  return path.replace(/\[.*$/, "");
}

/** The arguments that a rule reads, by itself or through what is computed from them. */
function argumentsRead<S extends object>(rule: Rule<S>, subjects: S[], decisions: Decisions): Set<string> {
  const reads = subjects.flatMap((subject) => recordedReads(subject, rule.check));
  return new Set(
    [...new Set(reads.map(argument))].flatMap((path) => {
      if (path.startsWith("args.")) return [path.slice("args.".length)];
      // Not an argument: the component's name, and what is unknown of the arguments.
      if (path === "name" || path.startsWith("unknown")) return [];
      const decided = [...decisions].filter(([property]) => isDecisive(argument(property), path));
      assert.notEqual(decided.length, 0, `nothing decides ${path}`);
      return decided.flatMap(([, deciding]) => [...deciding]);
    }),
  );
}

/** Whether a read depends on a computed property: on that itself, on what it is in, and where it lists on what is in it. */
function isDecisive(property: string, read: string): boolean {
  const path = read.replace(/\.\*$/, "");
  return isWithin([property], path) || (read !== path && isWithin([path], property));
}

/** Whether a path is one of those or below one; what is only walked through may be above one. */
function isListed(paths: string[], read: string): boolean {
  return read.endsWith(".*") ? isWithin(paths, read) : touches(paths, read);
}

function isWithin(paths: string[], read: string): boolean {
  return paths.some((path) => `${read}.`.startsWith(`${path}.`));
}

function describeReads<S extends object>(validation: Validation<S>, given: object[]): void {
  describe(`rules of ${validation.component}`, function () {
    this.timeout(20_000);
    let subjects: S[];
    let decisions: Decisions;
    before(() => {
      const wellShaped = given.filter((args) => shapeProblems(validation.component, args, []).length === 0);
      subjects = wellShaped.map((args) => validation.subject("demo", args as never, []));
      decisions = decidedBy(validation, wellShaped);
    });

    for (const rule of validation.rules) {
      it(`${Object.keys(rule.refuses).join(", ")}: reads all that it lists, and nothing else`, () => {
        const reads = [...argumentsRead(rule, subjects, decisions)];
        assert.deepEqual(
          reads.filter((path) => !isListed(listed(rule), path)),
          [],
          "read, but not listed",
        );
        assert.deepEqual(
          listed(rule).filter((path) => !reads.some((read) => isWithin([path], read))),
          [],
          "listed, but not read",
        );
      });
    }

    it("list arguments that exist", () => {
      const existing = schemaPaths(validation.component).map(({ path }) => path);
      assert.deepEqual(
        validation.rules.flatMap(listed).filter((path) => !existing.includes(path)),
        [],
      );
    });
  });
}

describe("what rules read", () => {
  describeReads(FLINK_CLUSTER, CLUSTERS);
  describeReads(S3_STATE_STORAGE, STORAGES);

  it("the rule about a shared place lists arguments that exist", () => {
    const existing = schemaPaths("S3StateStorage").map(({ path }) => path);
    assert.deepEqual(
      listed(SHARED_PLACE).filter((path) => !existing.includes(path)),
      [],
    );
  });
});
