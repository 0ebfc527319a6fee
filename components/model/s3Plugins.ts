import { S3Plugin } from "../arguments/storage";

/** The plugin that most of Flink's documentation is about. */
export const DEFAULT_PLUGIN = S3Plugin.Hadoop;

/** Schemes that each plugin serves. */
export const PLUGIN_SCHEMES: Record<S3Plugin, string[]> = {
  [S3Plugin.Hadoop]: ["s3", "s3a"],
  [S3Plugin.Presto]: ["s3", "s3p"],
  [S3Plugin.Native]: ["s3", "s3a"],
};

/** File name of the plugin in the image's `/opt/flink/opt`. */
export function pluginJar(plugin: S3Plugin, flinkVersion: string): string {
  return `${plugin}-${flinkVersion}.jar`;
}
