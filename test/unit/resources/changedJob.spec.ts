import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  changedJobHook,
  changedJobMessage,
  JOB_ANNOTATION,
  jobChecksum,
} from "../../../components/resources/changedJob";
import { clusterSpec, type PlainArgs } from "../../../components/model/clusterSpec";
import { record } from "../../support/mocks";
import { cluster, SMALL } from "../../support/recordedCluster";

describe("job checksum", () => {
  const plain = SMALL as PlainArgs;
  const checksum = (changed: Partial<PlainArgs>, image = plain.image) =>
    jobChecksum(clusterSpec({ ...plain, ...changed }), image);

  it("changes with everything that goes into the job's plan", () => {
    const changes = [
      checksum({}),
      checksum({}, "registry.example/job:1.1"),
      checksum({ flinkVersion: "2.3.1" }),
      checksum({ job: { entryClass: "com.example.Other" } }),
      checksum({ job: { ...plain.job, arguments: ["a b"] } }),
      checksum({ job: { ...plain.job, arguments: ["a", "b"] } }),
      checksum({ taskManager: { slots: 2 } }),
    ];
    assert.equal(new Set(changes).size, changes.length);
    for (const change of changes) assert.match(change, /^[0-9a-f]{16}$/);
  });

  it("does not change with anything else", () => {
    const others: Partial<PlainArgs>[] = [
      { jobManager: { memory: "2g", replicas: 3 } },
      { logLevel: "DEBUG" as never },
      { checkpoints: { interval: "5 s" } },
      { labels: { a: "b" } },
    ];
    for (const other of others) assert.equal(checksum(other), checksum({}));
    // The savepoint is read before the plan runs for the first time, and never again.
    assert.equal(checksum({ job: { ...plain.job, initialSavepoint: "s3://bucket/savepoint" } }), checksum({}));
  });

  it("is an annotation of the JobManager Deployment, which has the hook", async () => {
    const { deployment } = await cluster();
    assert.deepEqual(deployment("jobmanager").inputs.metadata.annotations, {
      [JOB_ANNOTATION]: checksum({}),
      "pulumi.com/patchFieldManager": "pulumi-flink",
    });
    assert.deepEqual(deployment("jobmanager").beforeUpdate, ["demo-changed-job"]);
    assert.deepEqual(deployment("taskmanager").beforeUpdate, []);
  });
});

describe("changed-job hook", () => {
  const annotated = (digest: unknown) => ({ metadata: { annotations: { [JOB_ANNOTATION]: digest } } });
  const secret = (digest: string) => ({ metadata: pulumi.secret(annotated(digest).metadata) });
  const warn = pulumi.log.warn;
  let warnings: string[];

  beforeEach(() => {
    warnings = [];
    Object.assign(pulumi.log, { warn: async (message: string) => warnings.push(message) });
  });
  afterEach(() => Object.assign(pulumi.log, { warn }));

  /** Warnings of the hook when the Deployment changes so. */
  async function warningsOf(oldInputs: object | undefined, newInputs: object): Promise<string[]> {
    const { result: hook } = await record(() => changedJobHook("demo"));
    assert.equal(hook.opts?.onDryRun, true);
    await hook.callback({ oldInputs, newInputs } as pulumi.ResourceHookArgs);
    return warnings;
  }

  it("warns of another job", async () => {
    assert.deepEqual(await warningsOf(annotated("a"), annotated("b")), [changedJobMessage("demo")]);
  });

  it("warns of another job with secret arguments", async () => {
    assert.deepEqual(await warningsOf(secret("a"), secret("b")), [changedJobMessage("demo")]);
  });

  const silent: Record<string, [object | undefined, object]> = {
    "the same job": [annotated("a"), annotated("a")],
    "the same job with secret arguments": [secret("a"), secret("a")],
    "a job whose arguments became secret": [annotated("a"), secret("a")],
    "a Deployment without the annotation": [{ metadata: {} }, annotated("a")],
    "no inputs before": [undefined, annotated("a")],
    "a job that is unknown at preview": [annotated("a"), annotated({})],
  };
  for (const [title, [before, after]] of Object.entries(silent)) {
    it(`is silent about ${title}`, async () => assert.deepEqual(await warningsOf(before, after), []));
  }

  it("says what happens and what to do", () => {
    const message = changedJobMessage("demo");
    for (const part of [
      /^FlinkCluster "demo": /,
      /generation did not/,
      /do not take effect/,
      /stop the old one with a savepoint/,
      /job\.initialSavepoint and raise generation/,
    ]) {
      assert.match(message, part);
    }
  });
});
