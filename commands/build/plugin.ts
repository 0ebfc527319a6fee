import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { version } from "../../components/package.json";
import { artifact, ensure } from "../../toolchain/artifacts";
import { PROJECT_ROOT } from "../../toolchain/cache";
import type { Progress } from "../../toolchain/steps";
import { pack } from "./archive";
import { BUILD } from "./build";
import { BUNDLED, EXECUTABLES } from "./bundles";

/** Where the plugin can run without a Node.js of the user's, as Pulumi calls operating systems and processors. */
export const PLATFORMS = ["linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64", "windows-amd64"] as const;
export type Platform = (typeof PLATFORMS)[number];

/** The platform of this machine. */
export const HERE = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}` as Platform;

/** Starts an executable with the Node.js beside it; needs nothing on PATH. */
const SHELL = (name: string) => `#!/bin/sh\nhere=\${0%/*}\nexec "$here/node" "$here/${name}.js" "$@"\n`;
const BATCH = (name: string) => `@"%~dp0node.exe" "%~dp0${name}.js" %*\r\n`;

/** Puts the executables, their launchers and a platform's Node.js into a folder, which runs as it is, and returns it. */
export async function buildPluginFolder(platform: Platform, progress: Progress): Promise<string> {
  const node = `node-${platform}` as const;
  await ensure([node, "node-linux-amd64"], progress);
  const folder = join(BUILD, "plugin", platform);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const windows = platform.startsWith("windows-");
  for (const file of [...BUNDLED, join(PROJECT_ROOT, "LICENSE")]) cpSync(file, join(folder, basename(file)));
  for (const name of EXECUTABLES) {
    const launcher = join(folder, windows ? `${name}.cmd` : name);
    writeFileSync(launcher, windows ? BATCH(name) : SHELL(name), { mode: 0o755 });
  }
  const executable = windows ? "node.exe" : "node";
  cpSync(join(artifact(node).dir, executable), join(folder, executable));
  // Not every platform's package has it; the text is the same.
  cpSync(join(artifact("node-linux-amd64").dir, "LICENSE"), join(folder, "LICENSE.node"));
  return folder;
}

/** Packs a plugin's folder as `pulumi plugin install --file` takes it, and returns the archive's path. */
export async function packPlugin(folder: string, platform: Platform): Promise<string> {
  const file = join(BUILD, `pulumi-resource-flink-v${version}-${platform}.tar.gz`);
  await pack(file, folder);
  return file;
}
