import * as assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundledFolders, notices, partsIn } from "../../../../commands/build/licences";

const bundled = (...files: [path: string, bytes: number][]) =>
  bundledFolders({
    outputs: {
      "plugin.js": { inputs: Object.fromEntries(files.map(([path, bytesInOutput]) => [path, { bytesInOutput }])) },
    },
  });

describe("licences of a bundle", () => {
  it("are those of packages that left code in it, nested ones by themselves", () => {
    assert.deepEqual(
      bundled(
        ["plugin/main.ts", 10],
        ["node_modules/tar/dist/index.js", 10],
        ["node_modules/@grpc/grpc-js/a.js", 10],
        ["node_modules/@grpc/grpc-js/b.js", 10],
        ["node_modules/outer/node_modules/inner/index.js", 10],
        ["node_modules/shaken/index.js", 0],
      ),
      ["node_modules/@grpc/grpc-js", "node_modules/outer/node_modules/inner", "node_modules/tar"],
    );
  });

  describe("in packages", () => {
    let root: string;
    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), "pulumi-flink-licences-"));
    });
    afterEach(() => rmSync(root, { recursive: true, force: true }));

    function part(folder: string, manifest: object, texts: Record<string, string> = {}): string {
      mkdirSync(join(root, folder, "licensemanager"), { recursive: true });
      writeFileSync(join(root, folder, "package.json"), JSON.stringify(manifest));
      for (const [file, text] of Object.entries(texts)) writeFileSync(join(root, folder, file), text);
      return folder;
    }

    it("come with their texts, once for each version", () => {
      const one = { name: "one", version: "1.0.0", license: "MIT", repository: { url: "git://one" } };
      const texts = { "LICENSE-MIT": "Free.\n", NOTICE: "By us.", "licenses.js": "code" };
      const folders = [
        part("b/one", one, texts),
        part("a/one", one, texts),
        part("a/two", { ...one, version: "2.0.0" }),
      ];
      assert.deepEqual(partsIn(root, folders), [
        { name: "one", version: "1.0.0", licence: "MIT", repository: "git://one", texts: ["By us.", "Free."] },
        { name: "one", version: "2.0.0", licence: "MIT", repository: "git://one", texts: [] },
      ]);
      const [, first, second] = notices(partsIn(root, folders)).split(/\n\n-+\n\n/);
      assert.equal(first, "one 1.0.0\nLicence: MIT\nSources: git://one\n\nBy us.\n\nFree.");
      assert.equal(second, "one 2.0.0\nLicence: MIT\nSources: git://one\n");
    });

    const accepted = ["MIT", "(MIT OR GPL-3.0)", "(BSD-3-Clause AND Apache-2.0)"];
    const refused = ["GPL-3.0", "(MIT AND GPL-3.0)", "SEE LICENSE IN LICENSE", undefined];
    for (const license of accepted)
      it(`are accepted: ${license}`, () => {
        const parts = partsIn(root, [part("one", { name: "one", version: "1.0.0", license })]);
        assert.match(notices(parts), /one 1\.0\.0/);
      });
    for (const license of refused)
      it(`are refused: ${license}`, () => {
        const parts = partsIn(root, [part("one", { name: "one", version: "1.0.0", license })]);
        assert.throws(() => notices(parts), /one 1\.0\.0: /);
      });
  });
});
