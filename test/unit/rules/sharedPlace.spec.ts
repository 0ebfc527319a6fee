import * as assert from "node:assert/strict";
import { SHARED_PLACE } from "../../../components/aws/rules/place";
import { sharedPlace } from "../aws/cases/place";

describe("the rule about a shared place", () => {
  const place = "s3://state/flink/orders";

  it("refuses a place that another storage has, and names it", () =>
    assert.deepEqual(SHARED_PLACE.check({ place, other: "first" }), [sharedPlace(place)]));

  it("accepts a place that no other has", () => assert.deepEqual(SHARED_PLACE.check({ place, other: undefined }), []));
});
