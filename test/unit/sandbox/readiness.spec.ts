import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { runTasks } from "../../../sandbox/graph";
import { whyNotReady } from "../../../sandbox/kubernetes";

describe("sandbox readiness", () => {
  const since = new Date("2026-01-01T00:00:10.700Z");
  const node = (status: string, lastHeartbeatTime: string, ...keys: string[]) => ({
    status: { conditions: [{ type: "Ready", status, lastHeartbeatTime, message: "no network" }] },
    spec: { taints: keys.map((key) => ({ key })) },
  });

  it("takes a node that reported Ready in the second of its kubelet's start", () => {
    equal(whyNotReady(node("True", "2026-01-01T00:00:10Z"), since), undefined);
  });

  it("does not believe a report from before the start", () => {
    match(whyNotReady(node("True", "2026-01-01T00:00:09Z"), since)!, /not reported since/);
  });

  it("repeats the kubelet's reason, and names a taint", () => {
    equal(whyNotReady(node("False", "2026-01-01T00:00:11Z"), since), "no network");
    match(whyNotReady(node("True", "2026-01-01T00:00:11Z", "node.kubernetes.io/not-ready"), since)!, /tainted/);
    match(whyNotReady({ status: {}, spec: {} }, since)!, /not reported yet/);
  });
});

describe("sandbox tasks", () => {
  it("run after those they wait for", async () => {
    const order: string[] = [];
    const task = (name: string, ...after: string[]) => ({ name, after, run: async () => void order.push(name) });
    await runTasks([task("last", "first", "second"), task("second", "first"), task("first")]);
    deepEqual(order, ["first", "second", "last"]);
  });

  it("stop at the first failure, which is the one reported", async () => {
    const order: string[] = [];
    const tasks = [
      { name: "dependent", after: ["broken"], run: async () => void order.push("dependent") },
      { name: "broken", after: [], run: () => Promise.reject(new Error("cause")) },
    ];
    await rejects(runTasks(tasks), /cause/);
    deepEqual(order, []);
  });
});
