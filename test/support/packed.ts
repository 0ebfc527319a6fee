import { bundleExecutables } from "../../commands/build/bundles";
import { buildPackage } from "../../commands/build/package";
import { buildPluginFolder, HERE, packPlugin } from "../../commands/build/plugin";

/** What a release is made of, as this checkout builds it for this machine. */
export interface Packed {
  /** The npm package. */
  readonly tarball: string;
  /** The plugin's archive, as `pulumi plugin install --file` takes it. */
  readonly archive: string;
  /** The plugin's executable, unpacked. */
  readonly executable: string;
}

let built: Promise<Packed> | undefined;

/** The packed package and plugin, built once for all tests of a run. */
export function packed(): Promise<Packed> {
  return (built ??= build());
}

async function build(): Promise<Packed> {
  await bundleExecutables();
  const folder = await buildPluginFolder(HERE, () => undefined);
  return {
    tarball: await buildPackage(),
    archive: await packPlugin(folder, HERE),
    executable: `${folder}/pulumi-resource-flink`,
  };
}
