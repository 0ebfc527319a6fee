import assert from "node:assert/strict";
import { kubectl, sandbox } from "../../../sandbox/client";
import { awsPlugin, awsPluginEnvironment } from "../../standins/aws/awsPlugin";
import { createEksCluster } from "../../standins/aws/administrator";
import { SimulatedAws } from "../../standins/aws/server/simulatedAws";
import { ExampleStack } from "../../support/examples/exampleStack";
import { installedExamples } from "../../support/examples/installed";
import { forget, sandboxValues } from "../../support/examples/onSandbox";

describe("examples/platform and examples/application", () => {
  const NAMESPACE = "examples-platform";
  const { context, image, uri, endpoint, profile, entryClass } = sandboxValues("platform");
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
    await platform.setSecrets({ accessKeyId, secretAccessKey });
  });
  after(() => forget(NAMESPACE, uri));

  it("plans a cluster in the platform's namespace, by its service accounts and its Secret", async () => {
    await platform.up();
    const plan = (await application.preview()).filter(({ newState }) => newState?.type.startsWith("kubernetes:"));
    const kinds = plan.map(({ newState }) => newState!.type.split(":").at(-1)!);
    assert.deepEqual([...new Set(kinds)].sort(), ["ConfigMap", "Deployment", "Role", "RoleBinding", "Service"]);
    const pods = JSON.stringify(plan.filter((_, index) => kinds[index] === "Deployment"));
    for (const owned of ["orders-jm", "orders-tm", "s3-credentials"]) assert.ok(pods.includes(`"${owned}"`), owned);
    for (const { newState } of plan) assert.equal(newState!.inputs.metadata!.namespace, NAMESPACE);
    await platform.unchanged();
  });

  it("keeps the store's keys out of outputs and readable state", async () => {
    const { secretAccessKey } = sandbox().s3;
    const [outputs, state] = [await platform.outputs(), await platform.succeed(["stack", "export"])];
    for (const text of [JSON.stringify(outputs), state]) assert.ok(!text.includes(secretAccessKey));
  });

  it("is destroyed", () => platform.destroy());
});

describe(`examples/platform-on-aws and examples/application, AWS by the ${awsPlugin()} plugin`, () => {
  const NAMESPACE = "examples-platform-aws";
  const { context, image, entryClass } = sandboxValues("platform-aws");
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
    await kubectl(["delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait=false"]);
  });

  it("gives the same application a bucket and roles for its service accounts", async () => {
    await platform.up();
    const { applications } = (await platform.outputs()) as { applications: Record<string, any> };
    const uri = String(applications.orders.storage.uri);
    assert.match(uri, /^s3:\/\/orders-state-[^/]+\/flink$/);
    const plan = await application.preview();
    const accounts = plan.filter(({ urn }) => urn.includes(":ServiceAccount::"));
    assert.deepEqual(accounts, [], "the platform has made them");
    const config = plan.find(({ urn }) => urn.includes(":ConfigMap::"));
    assert.ok(JSON.stringify(config).includes(uri), JSON.stringify(config));
    await platform.unchanged();
  });
});
