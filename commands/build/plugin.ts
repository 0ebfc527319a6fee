import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { version } from "../../components/package.json";
import { artifact, ensure } from "../../toolchain/artifacts";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { execute } from "../../toolchain/execute";
import type { Progress } from "../../toolchain/steps";
import { pack } from "./archive";
import { BUILD, execution } from "./build";
import { bundledFolders, type Metafile, notices, type Part, partsIn } from "./licences";

/** Where the plugin can run without a Node.js of the user's, as Pulumi calls operating systems and processors. */
export const PLATFORMS = ["linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64", "windows-amd64"] as const;
export type Platform = (typeof PLATFORMS)[number];

/** The platform of this machine. */
export const HERE = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}` as Platform;

/** Licences of the packages that the bundle has code of. */
export const NOTICES = "THIRD_PARTY_LICENSES";

/** The packages that the bundle has code of. */
export function bundledParts(): Part[] {
  const metafile = JSON.parse(readFileSync(join(BUILD, "plugin", "bundle.json"), "utf8")) as Metafile;
  return partsIn(PROJECT_ROOT, bundledFolders(metafile));
}

/** Makes the plugin one JavaScript file and returns its path. */
export async function bundlePlugin(): Promise<string> {
  await execute(process.execPath, [join(PROJECT_ROOT, "plugin", "bundle.mjs")], execution("plugin"));
  writeFileSync(join(BUILD, "plugin", NOTICES), notices(bundledParts()));
  return join(BUILD, "plugin", "plugin.js");
}

/** Puts the bundled plugin, a launcher and a platform's Node.js into a folder, which runs as it is, and returns it. */
export async function buildPluginFolder(bundle: string, platform: Platform, progress: Progress): Promise<string> {
  const node = `node-${platform}` as const;
  await ensure([node, "node-linux-amd64"], progress);
  const folder = join(BUILD, "plugin", platform);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [launcher, executable] = platform.startsWith("windows-")
    ? ["pulumi-resource-flink.cmd", "node.exe"]
    : ["pulumi-resource-flink", "node"];
  cpSync(join(PROJECT_ROOT, "plugin", "launcher", launcher), join(folder, launcher));
  cpSync(bundle, join(folder, "plugin.js"));
  cpSync(join(dirname(bundle), NOTICES), join(folder, NOTICES));
  cpSync(join(artifact(node).dir, executable), join(folder, executable));
  cpSync(join(PROJECT_ROOT, "LICENSE"), join(folder, "LICENSE"));
  // Not every platform's package has it; the text is the same.
  cpSync(join(artifact("node-linux-amd64").dir, "LICENSE"), join(folder, "LICENSE.node"));
  for (const file of [launcher, executable]) chmodSync(join(folder, file), 0o755);
  return folder;
}

/** Packs a plugin's folder as `pulumi plugin install --file` takes it, and returns the archive's path. */
export async function packPlugin(folder: string, platform: Platform): Promise<string> {
  const file = join(BUILD, `pulumi-resource-flink-v${version}-${platform}.tar.gz`);
  await pack(file, folder);
  return file;
}
