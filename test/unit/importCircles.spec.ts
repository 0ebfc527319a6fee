import assert from "node:assert/strict";
import { circles, projectImports } from "../support/imports";

describe("files that import each other", () => {
  const imports = projectImports();

  it("are read with types and re-exports", () => {
    const of = (file: string) => imports.get(file) ?? [];
    assert.ok(of("toolchain/artifacts.ts").includes("toolchain/flink.ts"), "import");
    assert.ok(of("toolchain/flink.ts").includes("toolchain/artifact.ts"), "import type");
    assert.ok(of("sandbox/client.ts").includes("sandbox/hosts.ts"), "export from");
    assert.ok(of("test/e2e/awsStack.spec.ts").length > 0, "tests");
  });

  it("are found, each circle once", () => {
    const example = new Map([
      ["a", ["b", "d"]],
      ["b", ["c"]],
      ["c", ["a"]],
      ["d", ["e"]],
      ["e", []],
      ["itself", ["itself"]],
    ]);
    assert.deepEqual(circles(example), [["a", "b", "c"], ["itself"]]);
  });

  it("are nowhere in the project", () => {
    assert.deepEqual(
      circles(imports).map((files) => files.join(" > ")),
      [],
    );
  });
});
