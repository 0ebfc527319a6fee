// Makes the plugin one JavaScript file: from the checkout it needs nothing but a Node.js. Plain JavaScript, because it
// also runs where Pulumi installs the plugin from a git tag, without the tools of this repository.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "build", "plugin");

/** Pulumi's SDK loads the TypeScript compiler to serialise functions, which nothing in the plugin asks for. */
const withoutCompiler = {
  name: "without-compiler",
  setup: ({ onLoad }) => onLoad({ filter: /pulumi[\\/]typescript-shim\.js$/ }, () => ({ contents: "" })),
};

const { metafile } = await build({
  absWorkingDir: join(here, ".."),
  entryPoints: [join(here, "main.ts")],
  outfile: join(target, "plugin.js"),
  bundle: true,
  platform: "node",
  target: "node22.12",
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  metafile: true,
  plugins: [withoutCompiler],
  // Named where the SDK installs npm packages, which the plugin does not do.
  external: ["node-gyp/bin/node-gyp.js"],
  logLevel: "warning",
});
mkdirSync(target, { recursive: true });
// Which packages are in it, for the licence report.
writeFileSync(join(target, "bundle.json"), JSON.stringify(metafile));
