import * as assert from "node:assert/strict";
import { serviceAccounts, stateOwner } from "../../../components/model/stateOwner";

describe("the owner of a state", () => {
  const owner = { clusterId: "orders", namespace: "flink" };

  it("runs under the service accounts that the component makes, or under given ones", () => {
    assert.deepEqual(serviceAccounts(owner), { jobmanager: "orders-jobmanager", taskmanager: "orders-taskmanager" });
    assert.deepEqual(serviceAccounts({ ...owner, jobManagerServiceAccount: "jm", taskManagerServiceAccount: "tm" }), {
      jobmanager: "jm",
      taskmanager: "tm",
    });
  });

  it("is described with them", () => {
    assert.deepEqual(stateOwner({ ...owner, taskManagerServiceAccount: "tm" }), {
      ...owner,
      jobManagerServiceAccount: "orders-jobmanager",
      taskManagerServiceAccount: "tm",
    });
  });
});
