import { cpSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { Consumer, type Ended } from "../consumer";
import { hostsEnvironment } from "./hosts";
import { CONFIGURED, type Program } from "./programs";

/** A machine on which programs in several languages use the plugin and the package, each in a folder of its own. */
export class Workbench {
  private constructor(readonly consumer: Consumer) {}

  static async create(environment: NodeJS.ProcessEnv = {}): Promise<Workbench> {
    const consumer = new Consumer({ ...hostsEnvironment(), PULUMI_NODEJS_TRANSPILE_ONLY: "true", ...environment });
    await consumer.installPlugin();
    await consumer.linkPackages();
    return new Workbench(consumer);
  }

  /** Makes the folder for Python programs, with the SDK that Pulumi generates from the plugin. */
  async addPython(folder: string): Promise<void> {
    const files = join(this.consumer.directory, folder);
    cpSync(join(PROJECT_ROOT, "examples", "python"), files, { recursive: true });
    await this.consumer.run("pulumi", ["package", "add", "flink", "--cwd", files]);
  }

  /** Writes a program and its stack `dev`, whose Kubernetes objects the provider renders to files: no cluster is asked. */
  async write(folder: string, program: Program, given?: string): Promise<void> {
    for (const [file, text] of Object.entries(program)) this.consumer.write(`${folder}/${file}`, text);
    const config = {
      "kubernetes:renderYamlToDirectory": "rendered",
      ...(given !== undefined && { [`orders:${CONFIGURED}`]: given }),
    };
    this.consumer.write(`${folder}/Pulumi.dev.yaml`, stringify({ config }));
  }

  /** Runs the CLI in a folder and returns how it ended. */
  pulumi(folder: string, ...args: string[]): Promise<Ended> {
    return this.consumer.end("pulumi", [...args, "--cwd", join(this.consumer.directory, folder), "--stack", "dev"]);
  }

  remove(): void {
    this.consumer.remove();
  }
}
