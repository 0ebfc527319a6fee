import { equal, match } from "node:assert/strict";
import { whyNotReady } from "../../../sandbox/nodeReadiness";

describe("readiness of the node", () => {
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
