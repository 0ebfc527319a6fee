import assert from "node:assert/strict";
import type { StoredTarget } from "../../../../cli/cluster/target";
import type { Migration } from "../../../../cli/storage/migrate";
import { migrationText } from "../../../../cli/storage/migrateText";

const SAVEPOINT = "s3://next/dev/orders/savepoints/savepoint-aaaaaa-111111111111";
const COPIED = { from: "s3://old/dev/orders/savepoints/savepoint-aaaaaa-111111111111", savepoint: SAVEPOINT };
const CLUSTER = { generation: 3, job: { initialSavepoint: SAVEPOINT } };

/** What is printed of a migration, for a target of which this much is known. */
function text(migration: Partial<Migration>, target: Partial<StoredTarget>): string {
  return migrationText({ ...COPIED, objects: 4, bytes: 2048, read: 1, cluster: CLUSTER, ...migration }, {
    generation: 2,
    storageIsComplete: true,
    ...target,
  } as StoredTarget);
}

describe("what is printed of a migration", () => {
  const storage = { uri: "s3://next/dev" };

  it("says what was copied, how it was compared and what to set", () =>
    assert.equal(
      text({ cluster: { ...CLUSTER, storage } }, {}),
      `Copied ${COPIED.from}
    to ${SAVEPOINT}
4 objects, 2.0 KiB, all equal: 3 by their ETags, 1 by reading both.

Set in the arguments of the FlinkCluster, in place of what is there:

generation: 3
job:
  initialSavepoint: ${SAVEPOINT}
storage:
  uri: s3://next/dev

then run pulumi up.
The old state stays where it is. Delete it when the job has completed a checkpoint at the new location: see storage report.
`,
    ));
  it("has the arguments of an S3StateStorage apart", () =>
    assert.match(
      text({ stateStorage: { existingBucket: { name: "next" } } }, {}),
      /\nand of its S3StateStorage:\n\nexistingBucket:\n {2}name: next\n/,
    ));
  it("says where the program may know more", () => {
    assert.match(
      text({ cluster: { ...CLUSTER, storage } }, { storageIsComplete: false }),
      /see what else the program gives/,
    );
    assert.match(text({}, { generation: undefined }), /The last generation is not known/);
  });
});
