import * as assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { peerDependencies, version } from "../../../components/package.json";
import { devDependencies } from "../../../package.json";
import { PROJECT_ROOT } from "../../../toolchain/cache";

const EXAMPLES = join(PROJECT_ROOT, "examples");
const MOST_PROPERTIES = 15;

/** Examples in TypeScript. */
const FOLDERS = globSync("*/index.ts", { cwd: EXAMPLES }).map(dirname).sort();

function read(folder: string, file: string): string {
  return readFileSync(join(EXAMPLES, folder, file), "utf8");
}

describe("examples in TypeScript", () => {
  it("are there", () => assert.ok(FOLDERS.length >= 9, FOLDERS.join()));

  for (const folder of FOLDERS) {
    describe(folder, () => {
      it("says what it shows, how to run it and what stays", () => {
        const readme = read(folder, "README.md");
        assert.match(readme, /^# /);
        assert.match(readme, /^## Run it$[^]*^```sh$/m);
        assert.match(readme, /^## (What stays after|Remove it)/m);
      });

      it("is installed with this version of the package and the peers that it allows", () => {
        const { dependencies, devDependencies: development } = JSON.parse(read(folder, "package.json")) as {
          dependencies: Record<string, string>;
          devDependencies: Record<string, string>;
        };
        const [major, minor] = version.split(".");
        const allowed: Record<string, string> = {
          ...peerDependencies,
          "@pulumi-flink/flink": `^${major}.${minor}.0`,
          typescript: `^${devDependencies.typescript.replace(/\.\d+$/, ".0")}`,
          "@types/node": `^${devDependencies["@types/node"].split(".")[0]}.0.0`,
        };
        for (const [name, range] of Object.entries({ ...dependencies, ...development }))
          assert.equal(range, allowed[name], name);
      });

      it("names every package that it imports, and the SDK, which runs it", () => {
        const { dependencies } = JSON.parse(read(folder, "package.json")) as { dependencies: object };
        const imported = globSync("*.ts", { cwd: join(EXAMPLES, folder) }).flatMap((file) =>
          [...read(folder, file).matchAll(/from "(@[^/"]+\/[^/"]+)/g)].map(([, name]) => name),
        );
        const needed = [...new Set([...imported, "@pulumi/pulumi"])];
        assert.deepEqual(needed.sort(), Object.keys(dependencies).sort());
      });

      it(`has at most ${MOST_PROPERTIES} properties a cluster`, () => {
        for (const file of globSync("*.ts", { cwd: join(EXAMPLES, folder) })) {
          for (const count of propertiesOfClusters(read(folder, file)))
            assert.ok(count <= MOST_PROPERTIES, `${count} in ${file}`);
        }
      });

      if (!existsSync(join(EXAMPLES, folder, "Pulumi.yaml"))) return;

      it("has a project, and a configuration with every setting that the program reads", () => {
        const { name } = parse(read(folder, "Pulumi.yaml")) as { name: string };
        const file = join(EXAMPLES, folder, "Pulumi.production.yaml");
        const config = existsSync(file) ? (parse(readFileSync(file, "utf8")) as { config: object }).config : {};
        const wanted = [
          ...read(folder, "index.ts").matchAll(/\bconfig\.(?:require|get)(?:Object<.*>|Number)?\("(\w+)"\)/g),
        ];
        assert.deepEqual(
          wanted.map(([, key]) => `${name}:${key}`).filter((key) => !(key in config)),
          [],
        );
      });
    });
  }
});

/** How many properties each FlinkCluster of a program is given, nested ones and their groups counted. */
function propertiesOfClusters(text: string): number[] {
  const counts: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === "FlinkCluster")
      counts.push(properties(node.arguments![1]));
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile("index.ts", text, ts.ScriptTarget.ES2022, true));
  return counts;
}

function properties(node: ts.Node): number {
  let count = ts.isObjectLiteralElementLike(node) ? 1 : 0;
  node.forEachChild((child) => {
    count += properties(child);
  });
  return count;
}
