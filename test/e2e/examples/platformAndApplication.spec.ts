import assert from "node:assert/strict";
import { sandbox } from "../../../sandbox/client";
import { awsPlugin, awsPluginEnvironment } from "../../standins/aws/awsPlugin";
import { createEksCluster } from "../../standins/aws/administrator";
import { SimulatedAws } from "../../standins/aws/server/simulatedAws";
import { ExampleStack } from "../../support/examples/exampleStack";
import { installedExamples } from "../../support/examples/installed";
import { forget, jobRunning, liveObjects, sandboxValues } from "../../support/examples/onSandbox";

const { context, image, uri, endpoint, profile, entryClass } = sandboxValues("platform");

describe("examples/platform and examples/application", () => {
  const NAMESPACE = "examples-platform";
  let platform: ExampleStack;
  let application: ExampleStack;

  before(async () => {
    const consumer = await installedExamples();
    platform = await new ExampleStack(consumer, "platform").create({
      "kubernetes:context": context,
      namespace: NAMESPACE,
      uri,
      endpoint,
      profile,
    });
    application = await new ExampleStack(consumer, "application").create({
      "kubernetes:context": context,
      platform: platform.fullName,
      image,
      entryClass,
    });
    const { accessKeyId, secretAccessKey } = sandbox().s3;
    for (const [key, value] of Object.entries({ accessKeyId, secretAccessKey }))
      await platform.succeed(["config", "set", "--secret", key, value]);
  });
  after(() => forget(NAMESPACE, uri));

  it("says which output is missing while the platform is not deployed", async () => {
    const { exitCode, output } = await application.pulumi(["preview"]);
    assert.notEqual(exitCode, 0);
    assert.match(output, /Required output 'applications' does not exist on stack/);
  });

  it("runs a job in the platform's namespace, by its service accounts and its keys", async () => {
    await platform.up();
    await application.up();
    await jobRunning(NAMESPACE, "orders");
    const kinds = (await liveObjects(NAMESPACE, "orders")).map((object) => object.split(" ")[0]);
    assert.deepEqual([...new Set(kinds)], ["ConfigMap", "Deployment", "Role", "RoleBinding", "Service"]);
    for (const stack of [platform, application]) await stack.unchanged();
  });

  it("keeps the store's keys out of outputs and readable state", async () => {
    const { secretAccessKey } = sandbox().s3;
    for (const stack of [platform, application]) {
      const exported = await stack.succeed(["stack", "export"]);
      assert.ok(!exported.includes(secretAccessKey), `${stack.example} has the key in its state`);
    }
  });

  it("goes in the opposite order", async () => {
    await application.destroy();
    assert.deepEqual(await liveObjects(NAMESPACE, "orders"), []);
    await platform.destroy();
  });
});

describe(`examples/platform-on-aws and examples/application, AWS by the ${awsPlugin()} plugin`, () => {
  const NAMESPACE = "examples-platform-aws";
  let aws: SimulatedAws;
  let platform: ExampleStack;
  let application: ExampleStack;

  before(async () => {
    const consumer = await installedExamples();
    aws = await SimulatedAws.start();
    await createEksCluster(aws, "production");
    const environment = { PATH: awsPluginEnvironment().PATH, ...aws.environment };
    platform = await new ExampleStack(consumer, "platform-on-aws", "aws", environment).create({
      "kubernetes:context": context,
      namespace: NAMESPACE,
      applications: ["orders"],
    });
    application = await new ExampleStack(consumer, "application", "aws", environment).create({
      "kubernetes:context": context,
      platform: platform.fullName,
      image,
      entryClass,
    });
  });
  after(async () => {
    await aws?.stop();
    await forget(NAMESPACE, uri);
  });

  it("gives the same application a bucket and roles for its service accounts", async () => {
    await platform.up();
    const { applications } = (await platform.outputs()) as { applications: Record<string, any> };
    const { bucket } = { bucket: String(applications.orders.storage.uri).split("/")[2] };
    assert.match(bucket, /^orders-state-/);
    const plan = await application.preview();
    const accounts = plan.filter(({ urn }) => urn.includes(":ServiceAccount::"));
    assert.deepEqual(accounts, [], "the platform has made them");
    const config = plan.find(({ urn }) => urn.includes(":ConfigMap::"));
    assert.ok(JSON.stringify(config).includes(`s3://${bucket}/flink`), JSON.stringify(config));
    await platform.unchanged();
  });
});
