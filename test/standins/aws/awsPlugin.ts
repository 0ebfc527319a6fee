import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { version } from "@pulumi/aws/package.json";
import { pulumiEnvironment } from "../../../toolchain/pulumi";

/** Which plugin serves the package @pulumi/aws. */
export type AwsPlugin = "official" | "stand-in";

/** The official plugin where the toolchain's Pulumi has it installed, else the stand-in. */
export function awsPlugin(): AwsPlugin {
  const home = pulumiEnvironment().PULUMI_HOME!;
  return existsSync(join(home, "plugins", `resource-aws-v${version}`, "pulumi-resource-aws")) ? "official" : "stand-in";
}

/** Environment in which the engine finds that plugin: an executable on PATH comes before the installed ones. */
export function awsPluginEnvironment(): NodeJS.ProcessEnv {
  const environment = pulumiEnvironment();
  return awsPlugin() === "official"
    ? environment
    : { ...environment, PATH: [join(__dirname, "bin"), environment.PATH].join(delimiter) };
}
