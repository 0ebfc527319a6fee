import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";
import { PLUGIN_DOWNLOAD_URL } from "../../commands/build/manifest";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { withTypeNames } from "./typeNames";

/** Where the committed schema lies; the library reads it to check the shape of its arguments. */
export const SCHEMA_FILE = "components/schema.json";

const COMPONENTS = join(PROJECT_ROOT, "components");

/** The Pulumi package schema: what Pulumi's analyser infers from the library's sources, and where the plugin and its SDKs live. */
export function inferSchema(): string {
  const manifest = JSON.parse(readFileSync(join(COMPONENTS, "package.json"), "utf8"));
  const analyzer = new Analyzer(COMPONENTS, "flink", manifest, new Set(["FlinkCluster", "S3StateStorage"]));
  const { components: found, typeDefinitions, dependencies } = analyzer.analyze();
  const schema = generateSchema(
    "flink",
    manifest.version,
    manifest.description,
    found,
    typeDefinitions,
    dependencies,
    "pulumi-flink",
  );
  const { license, keywords, homepage, repository } = manifest;
  const published = { license, keywords, homepage, repository, pluginDownloadURL: PLUGIN_DOWNLOAD_URL };
  const go = { ...schema.language?.go, importBasePath: "github.com/pulumi-flink/pulumi-flink/sdk/go/flink" };
  return `${JSON.stringify({ ...withTypeNames(schema), ...published, language: { ...schema.language, go } }, null, 2)}\n`;
}
