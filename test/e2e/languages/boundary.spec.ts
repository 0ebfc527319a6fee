import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { awsPluginEnvironment } from "../../standins/aws/awsPlugin";
import { SimulatedAws } from "../../standins/aws/server/simulatedAws";
import { hostsEnvironment } from "../../support/languages/hosts";
import { isAtLeast } from "../../../toolchain/pulumi";
import { Workbench } from "../../support/languages/workbench";

/** The same stack as a program of each language, and what only that language has. */
const PROGRAMS = [
  { language: "YAML", file: "Pulumi.yaml", transforms: false, named: "name: ", protect: "protect: true" },
  { language: "Python", file: "__main__.py", transforms: true, named: '"', protect: "protect=True" },
];

const PASSWORD = "hunter2";
const NAME = "cluster";
const ALIASES_SINCE = "3.217.0";

/** A resource of the state, as far as these tests look at it. */
interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly protect?: boolean;
  readonly dependencies?: string[];
  readonly inputs?: any;
}

for (const { language, file, transforms, named, protect } of PROGRAMS) {
  describe(`across the boundary between ${language} and the plugin`, () => {
    let aws: SimulatedAws;
    let workbench: Workbench;
    let resources: Resource[];

    before(async () => {
      aws = await SimulatedAws.start();
      const path = [hostsEnvironment().PATH, awsPluginEnvironment().PATH].join(delimiter);
      workbench = await Workbench.create({ ...aws.environment, PATH: path });
      if (language === "Python") await workbench.addPython(language);
      write();
      await succeed("stack", "init");
      await succeed("config", "set", "--secret", "password", PASSWORD);
    });
    after(async () => {
      workbench?.remove();
      await aws?.stop();
    });

    /** Writes the program, with other texts in it. */
    function write(...changes: [from: string, to: string][]): void {
      let program = readFileSync(join(__dirname, "boundary", file), "utf8");
      for (const [from, to] of changes) {
        assert.ok(program.includes(from), `the program has no ${from}`);
        program = program.replaceAll(from, to);
      }
      workbench.consumer.write(`${language}/${file}`, program);
    }

    async function succeed(...args: string[]): Promise<string> {
      const { exitCode, output } = await workbench.pulumi(language, ...args);
      assert.equal(exitCode, 0, output);
      return output;
    }

    const find = (type: string, name: string) => {
      const found = resources.find(({ urn }) => urn.endsWith(`${type}::${name}`));
      assert.ok(found, `no ${type} ${name} in ${resources.map(({ urn }) => urn).join("\n")}`);
      return found;
    };

    /** The Deployment of a kind of process as text: parts of it are secret. */
    const deployment = (kind: string) => JSON.stringify(find("Deployment", `${NAME}-${kind}`).inputs);

    it("previews with outputs that nothing knows yet", async () => {
      const preview = await succeed("preview");
      assert.match(preview, new RegExp(`kubernetes:apps/v1:Deployment +${NAME}-jobmanager`));
    });

    it("brings outputs of resources and of a storage into the cluster", async () => {
      await succeed("up", "--yes", "--skip-preview");
      const state = await succeed("stack", "export", "--show-secrets");
      ({ resources } = (JSON.parse(state) as { deployment: { resources: Resource[] } }).deployment);
      assert.match(deployment("jobmanager"), /--source.*streaming\/source/);
      const outputs = await succeed("stack", "output", "stateRoot", "--show-secrets");
      assert.match(outputs, /^s3:\/\/orders-state\/flink\/orders$/m);
    });

    it("keeps secrets secret in the state, and gives them to the pods", async () => {
      assert.match(deployment("jobmanager"), new RegExp(`--password.*${PASSWORD}`));
      assert.ok(!(await succeed("stack", "export")).includes(PASSWORD));
    });

    it("takes enums and nested arguments", () => {
      for (const kind of ["jobmanager", "taskmanager"]) assert.match(deployment(kind), /imagePullPolicy\W+Always/);
      assert.match(deployment("jobmanager"), /com\.example\.orders\.OrdersJob/);
    });

    it("takes the options parent, protect and dependsOn", () => {
      const cluster = find("flink:index:FlinkCluster", NAME);
      assert.equal(cluster.parent, find("flink:index:S3StateStorage", "state").urn);
      assert.equal(cluster.protect, true);
      assert.equal(find("Deployment", `${NAME}-jobmanager`).protect, true);
      const source = find("kubernetes:core/v1:ConfigMap", "source");
      assert.ok(cluster.dependencies?.includes(source.urn));
    });

    it("hands the explicit Kubernetes provider to every object", () => {
      const { urn } = find("pulumi:providers:kubernetes", "files");
      const objects = resources.filter(({ type }) => /^kubernetes:/.test(type));
      assert.ok(objects.length > 10);
      for (const object of objects) assert.ok(object.provider?.startsWith(`${urn}::`), object.urn);
    });

    if (transforms)
      it("applies transforms to the objects", () => {
        for (const kind of ["jobmanager", "taskmanager"])
          assert.equal(find("Deployment", `${NAME}-${kind}`).inputs.metadata.labels.team, "orders");
      });

    it("warns, by a hook of the component, of a job that changes within its generation", async () => {
      write(
        ["OrdersJob", "OtherJob"],
        [protect, protect.replace(/true/i, (yes) => (yes === "True" ? "False" : "false"))],
      );
      const output = await succeed("up", "--yes", "--skip-preview");
      assert.match(output, /warning: .*generation/);
    });

    it(`adopts a cluster under another name by an alias, with Pulumi ${ALIASES_SINCE} or newer`, async function () {
      const version = (await workbench.consumer.run("pulumi", ["version"])).trim();
      // Older engines do not hand aliases to components of plugins.
      if (!isAtLeast(version, ALIASES_SINCE)) this.skip();
      write(["OrdersJob", "OtherJob"], [`${named}${NAME}`, `${named}renamed`], ["previous", NAME]);
      const preview = await succeed("preview", "--show-sames");
      assert.match(preview, /flink:index:FlinkCluster +renamed/);
      assert.doesNotMatch(preview, /^ [+-] {2}\S/m);
    });
  });
}
