/** The package.json of components/, as far as the published one is made from it. */
export interface SourceManifest {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
  readonly [field: string]: unknown;
}

/** Where the engine downloads the plugin from: the archives of a release. */
export const PLUGIN_DOWNLOAD_URL = "github://api.github.com/pulumi-flink/pulumi-flink";

/** The package.json of the npm package: that of the sources, with compiled files in place of TypeScript. */
export function manifest(source: SourceManifest): object {
  const library = "./lib/index";
  return {
    ...source,
    // In the forms that npm writes itself.
    repository: { type: "git", url: `git+${source.repository}.git` },
    type: "commonjs",
    main: `${library}.js`,
    types: `${library}.d.ts`,
    exports: {
      ".": { types: `${library}.d.ts`, default: `${library}.js` },
      "./package.json": "./package.json",
    },
    bin: { "pulumi-flink": "bin/pulumi-flink.js", "pulumi-resource-flink": "bin/pulumi-resource-flink.js" },
    files: ["lib", "bin", "CHANGELOG.md"],
    // By this the language host finds which plugin the package needs, and the engine installs it.
    pulumi: { resource: true, name: "flink", version: source.version, server: PLUGIN_DOWNLOAD_URL },
    publishConfig: { access: "public" },
  };
}
