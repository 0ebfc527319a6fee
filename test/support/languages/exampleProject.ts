import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../../components/package.json";
import { sandbox } from "../../../sandbox/client";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { Consumer } from "../consumer";
import { packed } from "../packed";
import { page, pageBlocks } from "../pages";
import { renamedContext } from "../renamedContext";
import { TEST_STATE } from "../testStack";

/** An example by the name of its folder, and the file that is its program. */
export const PROGRAMS = { yaml: "Pulumi.yaml", python: "__main__.py", go: "main.go" } as const;
export type Language = keyof typeof PROGRAMS;

/** How each language writes the kind of store that the examples have and the sandbox has not. */
const PROFILES: Record<Language, [minio: string, versitygw: string]> = {
  yaml: ["profile: minio", "profile: versitygw"],
  python: ["S3Profile.MINIO", "S3Profile.VERSITYGW"],
  go: ["S3ProfileMinio", "S3ProfileVersitygw"],
};

/** The context that the READMEs name. */
const CONTEXT = "my-cluster";

/** An example in an empty folder, with the sandbox's values where users put their own, by the commands of its README. */
export class ExampleProject {
  private constructor(
    readonly consumer: Consumer,
    readonly namespace: string,
    private readonly readme: string,
    private readonly values: [from: string, to: string][],
  ) {}

  static async create(language: Language, namespace: string, environment: NodeJS.ProcessEnv): Promise<ExampleProject> {
    const consumer = new Consumer({
      ...environment,
      VERSION: version,
      ARCHIVE: (await packed()).archive,
      CONTEXT,
      // The reader answers yes.
      PULUMI_SKIP_CONFIRMATIONS: "true",
    });
    const values = sandboxValues(language, namespace);
    consumer.copy(join(PROJECT_ROOT, "examples", language));
    const program = readFileSync(join(consumer.directory, PROGRAMS[language]), "utf8");
    // What the example does not have would not be the user's to put there.
    for (const [from] of values) assert.ok(program.includes(from), `the example has no ${from}`);
    consumer.write(PROGRAMS[language], replaced(program, values));
    consumer.write("kubeconfig", renamedContext(CONTEXT));
    consumer.env.KUBECONFIG = join(consumer.directory, "kubeconfig");
    return new ExampleProject(consumer, namespace, `examples/${language}/README.md`, values);
  }

  /** Where the cluster's state is. */
  get stateUri(): string {
    return `${stateUri(this.namespace)}/orders`;
  }

  /** The commands below a heading of the README; blocks with a label behind `sh` are for the reader alone. */
  commands(heading: string): string[] {
    const [, below] = page(this.readme).split(`\n## ${heading}\n`);
    assert.ok(below, `${this.readme} has no heading ${heading}`);
    const [section] = below.split(/^## /m);
    const blocks = pageBlocks("sh", [this.readme]).filter(({ of, text }) => of === undefined && section.includes(text));
    assert.ok(blocks.length > 0, `${this.readme} has no commands below ${heading}`);
    return blocks.map(({ text }) => replaced(text, this.values));
  }

  /** Runs commands as a reader does. */
  run(...commands: string[]): Promise<string> {
    return this.consumer.shell(...commands);
  }

  async outputs(): Promise<Record<string, string>> {
    return JSON.parse(await this.run("pulumi stack output --json")) as Record<string, string>;
  }

  remove(): void {
    this.consumer.remove();
  }
}

/** The folder of an example's storage. */
function stateUri(namespace: string): string {
  return `s3://${sandbox().s3.bucket}/${TEST_STATE}/${namespace}`;
}

function sandboxValues(language: Language, namespace: string): [string, string][] {
  return [
    ["streaming", namespace],
    ["registry.example.com/orders:1", "pulumi-flink.sandbox/exactly-once:0.1.0"],
    ["com.example.orders.OrdersJob", "io.pulumiflink.jobs.ExactlyOnceJob"],
    ["s3://flink-state/flink", stateUri(namespace)],
    ["https://minio.storage.svc:9000", sandbox().s3.endpoint],
    PROFILES[language],
  ];
}

function replaced(text: string, values: [string, string][]): string {
  return values.reduce((result, [from, to]) => result.replaceAll(from, to), text);
}
