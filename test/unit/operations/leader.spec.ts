import assert from "node:assert/strict";
import type { CoreV1Api, V1ConfigMap, V1Pod } from "@kubernetes/client-node";
import { deleteHaConfigMaps } from "../../../operations/haConfigMaps";
import { leaderPod } from "../../../operations/leader";
import { podsOf } from "../../../operations/pods";

const pod = (name: string, podIP?: string, deletionTimestamp?: Date): V1Pod => ({
  metadata: { name, deletionTimestamp },
  status: { podIP },
});

/** A ConfigMap of Flink's for one of its cluster ids. */
const haConfigMap = (app: string, suffix: string, data: Record<string, string> = {}): V1ConfigMap => ({
  metadata: { name: `${app}-${suffix}`, labels: { app } },
  data,
});
const led = (app: string, ip: string) =>
  haConfigMap(app, "cluster-config-map", {
    "org.apache.flink.k8s.leader.restserver": `1d2c,http://${ip}:8081`,
    "org.apache.flink.k8s.leader.dispatcher": "1d2c,pekko.tcp://flink@10.0.0.99:6123/user/rpc/dispatcher_0",
  });

/** The calls of the API that are used, on what a namespace holds. */
function api(pods: V1Pod[], configMaps: V1ConfigMap[]) {
  const deleted: string[] = [];
  const core = {
    listNamespacedPod: async () => ({ items: pods }),
    listNamespacedConfigMap: async () => ({ items: configMaps }),
    deleteNamespacedConfigMap: async ({ name }: { name: string }) => void deleted.push(name),
  };
  return { core: core as unknown as CoreV1Api, deleted };
}

const PODS = [pod("one", "10.0.0.1"), pod("two", "10.0.0.2"), pod("starting")];

describe("the leading JobManager", () => {
  it("is the pod whose address Flink has noted", async () => {
    const { core } = api(PODS, [haConfigMap("orders-g1", "0123-config-map"), led("orders-g1", "10.0.0.2")]);
    assert.equal((await leaderPod(core, "shop", "orders"))?.metadata?.name, "two");
  });
  it("is none while the noted one is gone", async () =>
    assert.equal(await leaderPod(api(PODS, [led("orders-g1", "10.0.0.7")]).core, "shop", "orders"), undefined));
  it("is none while nothing is noted", async () =>
    assert.equal(await leaderPod(api(PODS, []).core, "shop", "orders"), undefined));
  it("is not told by a cluster whose id begins alike", async () =>
    assert.equal(await leaderPod(api(PODS, [led("orders-g1-g1", "10.0.0.1")]).core, "shop", "orders"), undefined));
});

describe("pods of a cluster", () => {
  it("are those that are not being deleted", async () => {
    const { core } = api([...PODS, pod("ending", "10.0.0.3", new Date())], []);
    assert.deepEqual(
      (await podsOf(core, "shop", "orders", "jobmanager")).map(({ metadata }) => metadata?.name),
      ["one", "two", "starting"],
    );
  });
});

describe("HA ConfigMaps", () => {
  it("are deleted of all generations of the cluster, and of no other cluster", async () => {
    const { core, deleted } = api(
      [],
      [
        haConfigMap("orders-g1", "cluster-config-map"),
        haConfigMap("orders-g12", "0123-config-map"),
        haConfigMap("orders-g1-g1", "cluster-config-map"),
        haConfigMap("orders-too-g1", "cluster-config-map"),
      ],
    );
    assert.deepEqual(await deleteHaConfigMaps(core, "shop", "orders"), [
      "orders-g1-cluster-config-map",
      "orders-g12-0123-config-map",
    ]);
    assert.equal(deleted.length, 2);
  });
});
