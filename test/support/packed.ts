import { buildPackage } from "../../commands/build/package";
import { buildPluginFolder, bundlePlugin, HERE, packPlugin } from "../../commands/build/plugin";

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
  const bundle = await bundlePlugin();
  const folder = await buildPluginFolder(bundle, HERE, () => undefined);
  return {
    tarball: await buildPackage(bundle),
    archive: await packPlugin(folder, HERE),
    executable: `${folder}/pulumi-resource-flink`,
  };
}
