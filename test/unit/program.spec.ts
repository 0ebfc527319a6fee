import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { type Recorded, record } from "../support/mocks";
import { AWS, roleArn, statements, TYPES } from "../support/recordedStorage";

const ROOT = join(__dirname, "../..");
const PROGRAM = join(ROOT, "index.ts");
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

const load = createRequire(__filename);

/** Configuration of a stack as the engine gives it to the program: objects as JSON. */
function configurationOf(stack: string): Record<string, string> {
  const { config } = parse(readFileSync(join(ROOT, "stacks", `Pulumi.${stack}.yaml`), "utf8"));
  return asGiven(config);
}

function asGiven(config: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** Runs the project's own program with a stack's configuration. */
async function run(config: Record<string, string>): Promise<Recorded<unknown>> {
  pulumi.runtime.setAllConfig(config);
  try {
    return await record(() => {
      // The program runs anew each time, as in the engine; the library does not.
      delete require.cache[PROGRAM];
      return load(PROGRAM) as unknown;
    }, AWS);
  } finally {
    pulumi.runtime.setAllConfig({});
  }
}

/** The program reads its configuration as that of the project. */
function inProject(config: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace(/^pulumi-flink:/, "project:"), value]),
  );
}

describe("the program", () => {
  it("with the configuration of prod makes bucket, key, roles and a cluster that uses them", async () => {
    const { resources, find } = await run(inProject(configurationOf("prod")));
    const types = resources
      .map(({ type }) => type)
      .filter((type) => type.startsWith("aws:"))
      .sort();
    const {
      bucket,
      publicAccessBlock,
      ownershipControls,
      encryption,
      versioning,
      lifecycle,
      policy,
      marker,
      key,
      alias,
      role,
      rolePolicy,
    } = TYPES;
    assert.deepEqual(
      types,
      [
        bucket,
        publicAccessBlock,
        ownershipControls,
        encryption,
        versioning,
        lifecycle,
        policy,
        marker,
        key,
        alias,
        role,
        role,
        rolePolicy,
        rolePolicy,
      ].sort(),
    );
    assert.equal(find(bucket, "orders-state").inputs.bucket, "example-orders-flink-state");
    for (const kind of ["jobmanager", "taskmanager"]) {
      const [trust] = statements(find(role, `orders-${kind}`).inputs.assumeRolePolicy);
      assert.ok(
        Object.values(trust.Condition.StringEquals).includes(`system:serviceaccount:flink-prod:orders-${kind}`),
      );
      const { spec } = find(DEPLOYMENT, `orders-${kind}`).inputs.spec.template;
      assert.equal(spec.serviceAccountName, `orders-${kind}`);
      const { env } = spec.containers[0];
      assert.deepEqual(
        env.filter(({ name }: { name: string }) => name === "AWS_ROLE_ARN"),
        [{ name: "AWS_ROLE_ARN", value: roleArn(`orders-${kind}`) }],
      );
    }
    assert.equal(find(DEPLOYMENT, "orders-jobmanager").inputs.spec.replicas, 2);
  });

  it("with the configuration of dev asks nothing of AWS", async () => {
    const { resources } = await run(inProject(configurationOf("dev")));
    assert.ok(resources.length > 5);
    assert.deepEqual(
      resources.filter(({ type }) => type.startsWith("aws:")),
      [],
    );
  });

  it("refuses a storage beside the one that it makes", async () => {
    const config = inProject(configurationOf("prod"));
    const cluster = { ...JSON.parse(config["project:cluster"]), storage: { uri: "s3://bucket" } };
    await assert.rejects(run({ ...config, ...asGiven({ "project:cluster": cluster }) }), /remove one of the two/);
  });
});
