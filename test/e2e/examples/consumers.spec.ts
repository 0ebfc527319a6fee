import assert from "node:assert/strict";
import type { Consumer } from "../../support/consumer";
import { previewProgram, PROGRAM_KINDS, RESOLUTIONS, typeErrors } from "../../support/consumerPrograms";
import { installedExamples } from "../../support/examples/installed";

/** The short part of the acceptance table `consumers`. */
describe("the packed package in programs that Pulumi does not compile", () => {
  let consumer: Consumer;

  before(async () => {
    consumer = await installedExamples();
  });

  for (const kind of PROGRAM_KINDS.filter(({ tsc }) => tsc === undefined)) {
    it(`${kind.name}: previews a cluster`, async () => {
      assert.equal(await previewProgram(consumer, kind), "+ 13 to create");
    });
  }

  it("has declarations without errors for the strictest of compilers", async () => {
    assert.deepEqual(await typeErrors(consumer, RESOLUTIONS.slice(0, 1)), []);
  });
});
