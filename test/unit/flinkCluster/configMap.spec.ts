import * as assert from "node:assert/strict";
import { parse } from "yaml";
import { LogLevel } from "../../../components";
import { S3Plugin, S3Profile } from "../../../components/arguments/storage";
import { PROCESS_KINDS } from "../../../components/model/processes";
import { cluster } from "../../support/recordedCluster";

describe("ConfigMap of a cluster", () => {
  it("is immutable and holds Flink's two files", async () => {
    const { immutable, data } = (await cluster()).configMap.inputs;
    assert.equal(immutable, true);
    assert.deepEqual(Object.keys(data).sort(), ["config.yaml", "log4j-console.properties"]);
  });

  it("has what the arguments and the mode say, and the folders of the cluster's life", async () => {
    const { data } = (await cluster({ jobManager: { memory: "2g" }, logLevel: LogLevel.Debug })).configMap.inputs;
    const configuration = parse(data["config.yaml"]);
    assert.equal(configuration["jobmanager.memory.process.size"], "2g");
    assert.equal(configuration["execution.shutdown-on-application-finish"], "false");
    assert.equal(configuration["high-availability.storageDir"], "s3://bucket/flink/demo/ha/7ac4cd41");
    assert.match(data["log4j-console.properties"], /^rootLogger\.level = DEBUG$/m);
  });

  it("has another name with another content, and so have its pods", async () => {
    const one = await cluster();
    const same = await cluster();
    const other = await cluster({ checkpoints: { interval: "5 s" } });
    const level = await cluster({ logLevel: LogLevel.Warn });
    const name = ({ configMap }: typeof one) => configMap.inputs.metadata.name;
    assert.equal(name(same), name(one));
    assert.equal(new Set([one, other, level].map(name)).size, 3);
    for (const each of [one, other]) {
      for (const kind of PROCESS_KINDS)
        assert.equal(each.deployment(kind).inputs.spec.template.spec.volumes[0].configMap.name, name(each));
    }
  });

  it("has the same name whatever the order of the user's keys", async () => {
    const name = async (flinkConfiguration: Record<string, string>) =>
      (await cluster({ flinkConfiguration })).configMap.inputs.metadata.name;
    assert.equal(await name({ "a.x": "1", "b.y": "2" }), await name({ "b.y": "2", "a.x": "1" }));
  });
});

describe("environment of a cluster's pods", () => {
  for (const plugin of Object.values(S3Plugin)) {
    it(`names the jar of ${plugin} and the region`, async () => {
      const storage = { uri: "s3://bucket/flink", endpoint: "http://store:9000", region: "eu-central-1", plugin };
      const recorded = await cluster({ storage });
      for (const kind of PROCESS_KINDS) {
        const { env } = recorded.container(kind);
        assert.deepEqual(env[1], { name: "STATE_STORAGE_PLUGIN", value: `${plugin}-2.3.0.jar` });
        assert.deepEqual(env[2], { name: "AWS_REGION", value: "eu-central-1" });
      }
    });
  }

  it("has the region that a plugin gets by default, and none where there is none", async () => {
    const regions = async (plugin: S3Plugin) => {
      const storage = { uri: "s3://bucket/flink", endpoint: "http://store:9000", profile: S3Profile.Minio, plugin };
      const { env } = (await cluster({ storage })).container("taskmanager");
      return env.filter(({ name }: { name: string }) => name === "AWS_REGION");
    };
    assert.deepEqual(await regions(S3Plugin.Native), [{ name: "AWS_REGION", value: "us-east-1" }]);
    assert.deepEqual(await regions(S3Plugin.Hadoop), []);
  });
});
