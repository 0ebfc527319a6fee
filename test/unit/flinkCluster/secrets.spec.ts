import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { valueOf } from "../../support/mocks";
import { cluster, type RecordedCluster, TYPES } from "../../support/recordedCluster";

const HIDDEN = "hunter2";

/** Types of the resources that hold the text in an input that is not a secret. */
function readableIn({ resources }: RecordedCluster): string[] {
  const search = (value: unknown, path: string, secrets: string[]): boolean => {
    if (secrets.includes(path)) return false;
    if (typeof value === "string") return value.includes(HIDDEN);
    if (Array.isArray(value)) return value.some((item, index) => search(item, `${path}[${index}]`, secrets));
    if (typeof value !== "object" || value === null) return false;
    return Object.entries(value).some(([key, item]) => search(item, path === "" ? key : `${path}.${key}`, secrets));
  };
  return resources
    .filter(({ inputs, secrets }) => search(inputs, "", secrets))
    .map(({ type, name }) => `${type} ${name}`);
}

/** Types of the resources that hold the text at all. */
function present({ resources }: RecordedCluster): string[] {
  return resources
    .filter(({ inputs }) => JSON.stringify(inputs).includes(HIDDEN))
    .map(({ type, name }) => `${type} ${name}`)
    .sort();
}

describe("secret arguments", () => {
  it("of the job stay secret in everything that is registered", async () => {
    const recorded = await cluster({
      job: { entryClass: "com.example.Job", arguments: ["--password", pulumi.secret(HIDDEN)] },
    });
    assert.deepEqual(present(recorded), [`${TYPES.cluster} demo`, `${TYPES.deployment} demo-jobmanager`].sort());
    assert.deepEqual(readableIn(recorded), []);
    assert.ok(recorded.container("jobmanager").args.includes(HIDDEN));
  });

  it("of the configuration stay secret in the ConfigMap's data", async () => {
    const recorded = await cluster({ flinkConfiguration: { "my.key": pulumi.secret(HIDDEN) } });
    assert.deepEqual(present(recorded), [`${TYPES.cluster} demo`, `${TYPES.configMap} demo-config`].sort());
    assert.deepEqual(readableIn(recorded), []);
  });

  it("of the storage stay secret, outputs included", async () => {
    const recorded = await cluster({ storage: { uri: pulumi.secret(`s3://bucket/${HIDDEN}`) } });
    assert.deepEqual(readableIn(recorded), []);
    assert.equal(await pulumi.isSecret(recorded.result.stateRoot), true);
    assert.equal(await pulumi.isSecret(recorded.result.restUrl), false);
  });

  it("make no secret of names and selectors", async () => {
    const { resources } = await cluster({ job: { entryClass: "com.example.Job", arguments: [pulumi.secret(HIDDEN)] } });
    for (const { secrets, name } of resources)
      assert.deepEqual(
        secrets.filter((path) => path === "metadata.namespace" || path.includes("selector")),
        [],
        name,
      );
  });
});

describe("secret arguments that are refused", () => {
  const refused: Record<string, Parameters<typeof cluster>[0]> = {
    'flinkConfiguration["metrics.reporter.prom.port"]': {
      flinkConfiguration: { "metrics.reporter.prom.port": pulumi.secret(HIDDEN) },
    },
    "job.entryClass": { job: pulumi.secret({ entryClass: `${HIDDEN}-` }) },
    "imagePullSecrets[1]": { imagePullSecrets: ["registry", pulumi.secret(`${HIDDEN}_`)] },
  };
  for (const [path, changed] of Object.entries(refused)) {
    it(`are not shown: ${path}`, async () => {
      const { result } = await cluster(changed);
      await assert.rejects(valueOf(result.stateRoot), ({ message }: Error) => {
        assert.ok(message.includes(`${path}: "(not shown)"`), message);
        assert.ok(!message.includes(HIDDEN), message);
        return true;
      });
    });
  }
});

describe("credentials of the storage", () => {
  it("are in no configuration", async () => {
    const { configMap } = await cluster({
      storage: { uri: "s3://bucket", endpoint: "http://store:9000", credentialsSecret: { name: "keys" } },
    });
    assert.doesNotMatch(JSON.stringify(configMap.inputs), /keys|AWS_|access[.-]key|secret/i);
  });
});
