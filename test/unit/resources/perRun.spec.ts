import * as assert from "node:assert/strict";
import { FlinkCluster } from "../../../components";
import { perRun } from "../../../components/resources/perRun";
import { record } from "../../support/mocks";
import { SMALL, TYPES } from "../../support/recordedCluster";

describe("what is remembered for one run of a program", () => {
  it("is made once in a run and anew in the next", async () => {
    let made = 0;
    const values = perRun(() => ++made);
    const run = () => record(() => [values(), values()]);
    assert.deepEqual(
      [(await run()).result, (await run()).result],
      [
        [1, 1],
        [2, 2],
      ],
    );
  });

  it("lets a second program in the same process have the names of the first", async () => {
    const hooks = async () => {
      const { find } = await record(() => new FlinkCluster("orders", SMALL));
      return find(TYPES.deployment, "orders-jobmanager").beforeUpdate;
    };
    assert.deepEqual([await hooks(), await hooks()], [["orders-changed-job"], ["orders-changed-job"]]);
  });
});
