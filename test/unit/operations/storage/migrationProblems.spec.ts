import assert from "node:assert/strict";
import { InventoryBuilder } from "../../../../operations/storage/inventoryBuilder";
import { type MigrationFacts, migrationProblems } from "../../../../operations/storage/migrationProblems";
import { chosenSavepoint, copyUri } from "../../../../operations/storage/savepoint";

const NOW = new Date("2026-03-01T12:00:00Z");
const JOB = "0123456789abcdef0123456789abcdef";
const SAVEPOINT = "s3://old/dev/orders/savepoints/savepoint-aaaaaa-111111111111";

/** A cluster's folder as [key below it, seconds ago]. */
function stateOf(objects: [string, number][]) {
  const builder = new InventoryBuilder("old", "dev");
  for (const [key, seconds] of objects)
    builder.add({ key: `dev/orders/${key}`, size: 1, modified: new Date(NOW.getTime() - seconds * 1000) });
  return builder.build().clusters[0];
}

const STOPPED: [string, number][] = [
  ["savepoints/savepoint-aaaaaa-111111111111/_metadata", 10],
  ["savepoints/savepoint-aaaaaa-111111111111/part", 11],
  ["savepoints/savepoint-000000-000000000000/_metadata", 500],
  ["savepoints/savepoint-bbbbbb-222222222222/part", 5],
];

/** A job that was stopped with a savepoint, and an empty folder for it. */
const FACTS: MigrationFacts = {
  from: "s3://old/dev",
  to: "s3://next/dev",
  problems: [],
  jobManagers: 2,
  jobs: [{ id: JOB, status: "FINISHED" }],
  state: stateOf(STOPPED),
  metadata: { kind: "stop", checkpointId: 57, absoluteFiles: [] },
  source: ["_metadata", "part"].map((file) => ({
    key: `dev/orders/savepoints/savepoint-aaaaaa-111111111111/${file}`,
    size: 1,
    modified: NOW,
  })),
  target: [],
};

const why = (changes: Partial<MigrationFacts>) => migrationProblems({ ...FACTS, ...changes }).map(({ what }) => what);
const target = (...files: string[]) =>
  files.map((file) => ({ key: `dev/orders/savepoints/savepoint-aaaaaa-111111111111/${file}`, size: 1, modified: NOW }));

describe("a migration", () => {
  it("takes the newest complete savepoint of a job that was stopped with it", () => {
    assert.deepEqual(why({}), []);
    assert.equal(chosenSavepoint(FACTS.state)?.uri, SAVEPOINT);
  });
  it("takes it by name, whatever the scheme", () =>
    assert.deepEqual(why({ asked: `${SAVEPOINT.replace("s3:", "s3a:")}/` }), []));
  it("works without JobManagers, from what the storage holds", () =>
    assert.deepEqual(why({ jobManagers: 0, jobs: [] }), []));
  it("goes on with a copy that was interrupted", () => assert.deepEqual(why({ target: target("part") }), []));
  it("takes a savepoint of the same second as the checkpoint before it", () => {
    assert.deepEqual(why({ state: stateOf([...STOPPED, [`checkpoints/aaaaaaaa/${JOB}/chk-56/_metadata`, 10]]) }), []);
  });
});

describe("a migration is refused", () => {
  const cases: [string, Partial<MigrationFacts>, RegExp][] = [
    ["to where the state is", { to: "s3a://old/dev/" }, /is where the cluster's state is already/],
    [
      "for what the caller knows, whatever the target",
      { to: "s3://old/dev", problems: [{ what: "the bucket would go", todo: "Keep the bucket." }] },
      /the bucket would go/,
    ],
    ["while the job runs", { jobs: [{ id: JOB, status: "RUNNING" }] }, new RegExp(`job ${JOB} is RUNNING`)],
    ["while the job is restarting", { jobs: [{ id: JOB, status: "RESTARTING" }] }, /is RESTARTING/],
    [
      "while one of two jobs runs",
      {
        jobs: [
          { id: "a", status: "FINISHED" },
          { id: "b", status: "CREATED" },
        ],
      },
      /job b is CREATED/,
    ],
    ["while the JobManagers do not answer", { jobs: undefined }, /do not answer/],
    ["while the JobManagers list no job yet", { jobs: [] }, /list no job/],
    [
      "without a savepoint",
      { state: stateOf([["savepoints/savepoint-bbbbbb-222222222222/part", 5]]) },
      /has no complete savepoint/,
    ],
    ["without any state", { state: undefined }, /has no complete savepoint/],
    [
      "of a checkpoint",
      { asked: `s3://old/dev/orders/checkpoints/aaaaaaaa/${JOB}/chk-9` },
      /chk-9 is a checkpoint: it shares files/,
    ],
    [
      "of another cluster's savepoint",
      { asked: "s3://old/dev/orders-2/savepoints/savepoint-aaaaaa-111111111111" },
      /is no savepoint of this cluster/,
    ],
    [
      "of a savepoint that was not completed",
      { asked: SAVEPOINT.replace("aaaaaa-111111111111", "bbbbbb-222222222222") },
      /was never completed/,
    ],
    [
      "of an older savepoint",
      { asked: SAVEPOINT.replace("aaaaaa-111111111111", "000000-000000000000") },
      /savepoint-aaaaaa-111111111111 is newer/,
    ],
    [
      "when a checkpoint is newer",
      { state: stateOf([...STOPPED, [`checkpoints/aaaaaaaa/${JOB}/chk-3/_metadata`, 9]]) },
      /chk-3 is newer/,
    ],
    [
      "when a checkpoint of the same second has a higher number",
      { state: stateOf([...STOPPED, [`checkpoints/aaaaaaaa/${JOB}/chk-58/_metadata`, 10]]) },
      /chk-58 is newer/,
    ],
    [
      "of a savepoint after which the job ran on",
      { metadata: { kind: "savepoint", checkpointId: 57, absoluteFiles: [] } },
      /the job ran on after/,
    ],
    ["of a drained savepoint", { metadata: { kind: "drain", checkpointId: 57, absoluteFiles: [] } }, /was drained/],
    [
      "of a checkpoint that lies among the savepoints",
      { metadata: { kind: "checkpoint", checkpointId: 57, absoluteFiles: [] } },
      /is a checkpoint/,
    ],
    [
      "of a savepoint with files elsewhere",
      { metadata: { kind: "stop", checkpointId: 57, absoluteFiles: ["s3://old/x", "s3://old/y"] } },
      /needs 2 files by their absolute paths, such as s3:\/\/old\/x/,
    ],
    [
      "of a savepoint that cannot be read",
      { metadata: "its format is version 99" },
      /_metadata cannot be read: its format is version 99/,
    ],
    ["onto a complete savepoint", { target: target("_metadata", "part") }, /holds a complete savepoint/],
    [
      "onto other objects",
      { target: target("part", "strange") },
      /holds 1 objects that are none of the savepoint's, such as .*\/strange/,
    ],
  ];
  for (const [when, changes, message] of cases) {
    it(when, () => {
      const [what, ...more] = why(changes);
      assert.match(what ?? "nothing was refused", message);
      assert.deepEqual(more, []);
      assert.ok(migrationProblems({ ...FACTS, ...changes }).every(({ todo }) => todo.length > 10));
    });
  }
  it("for all reasons at once", () => {
    assert.equal(
      why({
        jobs: [{ id: JOB, status: "RUNNING" }],
        metadata: { kind: "savepoint", checkpointId: 1, absoluteFiles: [] },
        target: target("strange"),
      }).length,
      3,
    );
  });
});

describe("the location of a copy", () => {
  it("is the cluster's folder below the new URI, under the savepoint's own name", () => {
    assert.equal(
      copyUri("s3a://next/prod/", "orders", SAVEPOINT),
      "s3a://next/prod/orders/savepoints/savepoint-aaaaaa-111111111111",
    );
  });
});
