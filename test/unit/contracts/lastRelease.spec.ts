import * as assert from "node:assert/strict";
import type { Contracts } from "../../contracts/contracts";
import { currentContracts } from "../../contracts/current";
import { contractProblem, problemHere, releasedFile } from "../../contracts/lastRelease";

const POD = "flink:index:Thing$kubernetes:core/v1:Pod::<name>-pod";
const CONTRACTS: Contracts = {
  schema: { Thing: "component", "Thing.size": "number" },
  children: { [POD]: { small: "a1" } },
  defaults: { "Thing.size": "`1`", "Thing.colour": "`red`" },
  rules: ["thing.size"],
};
const CHANGED: Contracts = { ...CONTRACTS, defaults: { "Thing.size": "`2`", "Thing.colour": "`green`" } };
const SIZE = "- **changed default** `Thing.size`: `1` is now `2`";
const COLOUR = "- **changed default** `Thing.colour`: `red` is now `green`";

function problem(now: Contracts, ...lines: string[]): string {
  const changelog = ["# Changelog", "", "## Unreleased", "", ...lines, "", "## 1.0.0 - 2026-01-31", "", "- First."];
  return contractProblem(releasedFile("1.0.0", CONTRACTS), changelog.join("\n"), now) ?? "none";
}

describe("contracts of the last release", function () {
  // Every golden program is recorded.
  this.timeout(30_000);

  it("are kept by this checkout, or the changelog tells how they differ", async () => {
    assert.equal(problemHere(await currentContracts()), undefined);
  });

  it("are missed", () => {
    const changelog = "## Unreleased\n## 1.0.0 - 2026-01-31\n";
    assert.match(contractProblem(undefined, changelog, CONTRACTS)!, /^test\/contracts\/released.json is missing/);
  });

  it("are those of the last release in the changelog", () => {
    const changelog = "## Unreleased\n## 1.1.0 - 2026-02-28\n## 1.0.0 - 2026-01-31\n";
    const found = contractProblem(releasedFile("1.0.0", CONTRACTS), changelog, CONTRACTS);
    assert.match(found!, /contracts of 1\.0\.0, but CHANGELOG\.md says that 1\.1\.0/);
  });

  it("may differ once each difference is declared by the line that the failure prints", () => {
    assert.equal(problem(CONTRACTS), "none");
    const both = problem(CHANGED).split("\n");
    assert.deepEqual(
      both.filter((line) => line.startsWith("- ")),
      [COLOUR, SIZE],
    );
    assert.match(problem(CHANGED, SIZE), /Thing\.colour/);
    assert.doesNotMatch(problem(CHANGED, SIZE), /Thing\.size/);
    assert.equal(problem(CHANGED, SIZE, COLOUR), "none");
  });

  it("may be declared together, on several lines, among other entries", () => {
    const together = "- **changed default** `Thing.size`,\n  `Thing.colour`: larger and\n  greener";
    assert.equal(problem(CHANGED, "### Changed", "", "- Something else.", together), "none");
  });

  it("are not declared by another kind, without a reason, or where nothing differs", () => {
    assert.match(problem(CHANGED, COLOUR, SIZE.replace("default", "schema")), /`Thing\.size`: `1` is now `2`/);
    assert.throws(() => problem(CHANGED, COLOUR, "- **changed default** `Thing.size`:"), /declares nothing/);
    assert.throws(() => problem(CHANGED, COLOUR, "- **changed defaults** `Thing.size`: why"), /declares nothing/);
    assert.match(problem(CONTRACTS, SIZE), /declares what does not differ.*\n- \*\*changed default\*\* `Thing\.size`$/);
  });
});
