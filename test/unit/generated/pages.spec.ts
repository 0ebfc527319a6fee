import * as assert from "node:assert/strict";
import { committed, GENERATED } from "../../generated/generated";

describe("generated pages and pictures", function () {
  // Graphviz is compiled first.
  this.timeout(60_000);

  for (const { name, files } of GENERATED.filter(({ name }) => !["schema", "objects", "rules"].includes(name))) {
    it(`${name}: what is committed is what the sources say (npm run generate writes it)`, async () => {
      for (const [path, content] of Object.entries(await files())) assert.equal(committed(path), content, path);
    });
  }
});
