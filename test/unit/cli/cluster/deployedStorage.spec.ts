import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { V1Deployment } from "@kubernetes/client-node";
import { configurationIn, storageOf } from "../../../../cli/cluster/deployedStorage";
import type { StorageArgs } from "../../../../cli/cluster/target";
import { storageSpec } from "../../../../components/model/storageSpec";
import { PROJECT_ROOT } from "../../../../toolchain/cache";

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: object;
}

const OBJECTS = join(PROJECT_ROOT, "test/generated/objects");

/** Clusters as the checked-in objects have them, each with what was rendered for it. At a preview the roles are not known. */
const CLUSTERS = readdirSync(OBJECTS)
  .filter((file) => !file.includes("preview"))
  .map((file) => ({ file, objects: JSON.parse(readFileSync(join(OBJECTS, file), "utf8")) as Registered[] }))
  .filter(({ objects }) => objects.some(({ type }) => type === "flink:index:FlinkCluster"));

/** What a store is reached by. */
function reached(storage: StorageArgs): object {
  const { uri, plugin, endpoint, region, pathStyleAccess, credentialsSecret } = storageSpec(storage);
  return { uri, plugin, endpoint, region, pathStyleAccess, credentialsSecret };
}

describe("the objects of a cluster", () => {
  it("are those of a dozen clusters with every kind of storage", () => {
    const plugins = CLUSTERS.map(({ objects }) => JSON.stringify(objects).match(/flink-s3-fs-\w+/)![0]);
    assert.ok(CLUSTERS.length > 10);
    assert.deepEqual([...new Set(plugins)].sort(), ["flink-s3-fs-hadoop", "flink-s3-fs-native", "flink-s3-fs-presto"]);
  });

  for (const { file, objects } of CLUSTERS)
    it(`tell how the storage of ${file} is reached`, () => {
      const inputs = (type: string, suffix: string) =>
        objects.find((object) => object.type === type && object.name.endsWith(suffix))!.inputs;
      const { clusterId, generation, storage, flinkVersion } = inputs("flink:index:FlinkCluster", "") as {
        clusterId?: string;
        generation?: number;
        flinkVersion?: string;
        storage: StorageArgs;
      };
      const deployment = inputs("kubernetes:apps/v1:Deployment", "-jobmanager") as V1Deployment;
      const configuration = configurationIn(inputs("kubernetes:core/v1:ConfigMap", "-config"));
      const id = clusterId ?? deployment.metadata!.labels!["app.kubernetes.io/instance"];
      const told = storageOf(id, deployment, configuration);
      assert.deepEqual(reached(told.storage), reached(storage));
      assert.equal(told.generation, generation ?? 1);
      if (flinkVersion !== undefined) assert.equal(told.flinkVersion, flinkVersion);
    });
});
