import assert from "node:assert/strict";
import { stringify } from "yaml";
import { version } from "../../../components/package.json";
import { Consumer } from "../../support/consumer";
import { TestStack } from "../../support/testStack";

/** Ways to use the component from one program: which it is stands in the configuration. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
const args = config.requireObject("cluster");
const remote = config.get("remote") === "true";
const Cluster = remote
  ? class extends pulumi.ComponentResource {
      constructor(name, inputs) {
        super("flink:index:FlinkCluster", name, { ...inputs, restUrl: undefined }, { version: ${JSON.stringify(version)} }, true);
      }
    }
  : require("@pulumi-flink/flink").FlinkCluster;
exports.restUrl = new Cluster(config.require("name"), args).restUrl;
`;

describe("a cluster deployed by the npm package", () => {
  const NAME = "remote";
  let consumer: Consumer;
  let stack: TestStack;

  before(async () => {
    stack = await TestStack.create(NAME);
    consumer = new Consumer({ PULUMI_BACKEND_URL: stack.stack.env.PULUMI_BACKEND_URL });
    await consumer.installPlugin();
    await consumer.linkPackages();
    consumer.write("Pulumi.yaml", "name: pulumi-flink\nruntime: nodejs\n");
    consumer.write("package.json", "{}");
    consumer.write("index.js", PROGRAM);
    configure(false);
    await consumer.run("pulumi", ["up", "--yes", "--skip-preview", "--stack", NAME]);
  });
  after(async () => {
    consumer?.remove();
    await stack?.dispose();
  });

  function configure(remote: boolean): void {
    const config = {
      "kubernetes:context": stack.stack.context,
      "pulumi-flink:name": NAME,
      "pulumi-flink:cluster": stack.cluster(),
      "pulumi-flink:remote": String(remote),
    };
    consumer.write(`Pulumi.${NAME}.yaml`, stringify({ config }));
  }

  async function preview(remote: boolean): Promise<number> {
    configure(remote);
    const started = performance.now();
    await consumer.run("pulumi", ["preview", "--expect-no-changes", "--stack", NAME]);
    return performance.now() - started;
  }

  it("has no change for the plugin, whose preview takes at most 1.5 times as long", async () => {
    const rounds: { packaged: number; remote: number }[] = [];
    for (let round = 0; round < 5; round++)
      rounds.push({ packaged: await preview(false), remote: await preview(true) });
    const median = (times: number[]) => times.sort((a, b) => a - b)[2];
    const [packaged, remote] = [median(rounds.map((r) => r.packaged)), median(rounds.map((r) => r.remote))];
    assert.ok(remote <= 1.5 * packaged, `${Math.round(remote)} ms remote, ${Math.round(packaged)} ms in process`);
  });
});
