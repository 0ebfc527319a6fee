import assert from "node:assert/strict";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { ensureNamespace, kubectl } from "../../../sandbox/client";
import { awsPlugin, awsPluginEnvironment } from "../../standins/aws/awsPlugin";
import { createEksCluster } from "../../standins/aws/administrator";
import { SimulatedAws } from "../../standins/aws/server/simulatedAws";
import { ExampleStack } from "../../support/examples/exampleStack";
import { installedExamples } from "../../support/examples/installed";
import { SecondApiServer } from "../../support/secondApiServer";

/**
 * One cluster is the sandbox, the other an API server without nodes, and no pod could get credentials of AWS. So
 * everything is made but the Deployments, which are only planned.
 */
describe(`examples/two-kubernetes-clusters, AWS by the ${awsPlugin()} plugin`, () => {
  const NAMESPACE = "examples-two";
  const REGIONS = {
    "eu-central-1": { context: "production-eu", eksCluster: "production-eu" },
    "us-east-1": { context: "production-us", eksCluster: "production-us" },
  };
  let aws: SimulatedAws;
  let second: SecondApiServer;
  let stack: ExampleStack;

  before(async () => {
    const consumer = await installedExamples();
    [aws, second] = await Promise.all([SimulatedAws.start(), SecondApiServer.start()]);
    for (const [region, { eksCluster }] of Object.entries(REGIONS)) await createEksCluster(aws, eksCluster, region);
    await ensureNamespace(NAMESPACE);
    await second.kubectl(["create", "namespace", NAMESPACE]);
    const kubeconfig = join(consumer.root, "two-clusters");
    writeFileSync(kubeconfig, second.besideSandbox("production-eu", "production-us"), { mode: 0o600 });
    const environment = { PATH: awsPluginEnvironment().PATH, ...aws.environment, KUBECONFIG: kubeconfig };
    stack = await new ExampleStack(consumer, "two-kubernetes-clusters", "tests", environment).create({
      namespace: NAMESPACE,
      regions: REGIONS,
    });
  });
  after(async () => {
    await kubectl(["delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait=false"]);
    await Promise.all([aws?.stop(), second?.stop()]);
  });

  it("plans every object of a region for the region's own providers", async () => {
    const plan = (await stack.preview()).filter(({ newState }) => newState?.provider);
    for (const region of Object.keys(REGIONS)) {
      const own = plan.filter(({ urn }) => urn.includes(`::orders-${region}`));
      assert.ok(own.length > 20, `${own.length} of ${region}`);
      const strangers = own.filter(({ newState }) => !newState!.provider!.includes(`::${region}::`));
      assert.deepEqual(
        strangers.map(({ urn, newState }) => [urn, newState!.provider]),
        [],
      );
    }
  });

  it("makes them there and nowhere else", async () => {
    await stack.up("--exclude", "**kubernetes:apps/v1:Deployment::*");
    const list = ["get", "services,roles", "--namespace", NAMESPACE, "--output=name"];
    const expected = [
      "role.rbac.authorization.k8s.io/orders-g1-jobmanager",
      "role.rbac.authorization.k8s.io/orders-g1-taskmanager",
      "service/orders-jobmanager",
      "service/orders-rest",
    ];
    const objects = await Promise.all([kubectl(list), second.kubectl(list)]);
    for (const listed of objects) assert.deepEqual(listed.trim().split("\n").sort(), expected);
    const uids = ["get", "service", "orders-rest", "--namespace", NAMESPACE, "--output=jsonpath={.metadata.uid}"];
    assert.notEqual(await kubectl(uids), await second.kubectl(uids));

    const buckets = aws.requests.filter(({ action }) => action === "s3:CreateBucket");
    assert.equal(buckets.length, 2);
    const { stateRoots } = (await stack.outputs()) as { stateRoots: Record<string, string> };
    for (const region of Object.keys(REGIONS))
      assert.match(stateRoots[region], new RegExp(`^s3://orders-${region}-state-[^/]+/flink/orders$`));
  });

  it("is destroyed but for the state", async () => {
    await stack.succeed(["destroy", "--yes", "--skip-preview", "--exclude-protected"]);
    const rest = ["get", "services,roles", "--namespace", NAMESPACE, "--output=name"];
    assert.deepEqual(await Promise.all([kubectl(rest), second.kubectl(rest)]), ["", ""]);
  });
});
