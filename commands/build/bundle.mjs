// Makes an executable of the package one JavaScript file, build/bin/<name>.js, which needs nothing but a Node.js. Plain
// JavaScript, because it also runs where Pulumi installs the plugin from a git tag, without the tools of this repository.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const ENTRIES = { "pulumi-resource-flink": "plugin/main.ts", "pulumi-flink": "cli/main.ts" };

const [name] = process.argv.slice(2);
const root = join(import.meta.dirname, "..", "..");
const target = join(root, "build", "bin");

/** Pulumi's SDK loads the TypeScript compiler to serialise functions, which nothing here asks for. */
const withoutCompiler = {
  name: "without-compiler",
  setup: ({ onLoad }) => onLoad({ filter: /pulumi[\\/]typescript-shim\.js$/ }, () => ({ contents: "" })),
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { [name]: ENTRIES[name] },
  outdir: target,
  bundle: true,
  platform: "node",
  target: "node22.12",
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  metafile: true,
  // Beside the bundle, for profiles; not published.
  sourcemap: "external",
  plugins: [withoutCompiler],
  // Named where the SDK installs npm packages, which nothing here does.
  external: ["node-gyp/bin/node-gyp.js"],
  logLevel: "warning",
});
// Which packages are in it, for the licences that go with it.
writeFileSync(join(target, `${name}.json`), JSON.stringify(metafile));
