import assert from "node:assert/strict";
import { OperationError } from "../../../../operations/errors";
import { FlinkClient, FlinkRestError } from "../../../../operations/flink/client";
import type { FlinkAnswer, FlinkRequest, Transport } from "../../../../operations/flink/transport";
import type { JobDetails } from "../../../../operations/flink/types";

const JOB = "0123456789abcdef0123456789abcdef";

/** Answers by method and path, one after the other, the last for good; keeps what was asked. */
class Scripted implements Transport {
  readonly asked: FlinkRequest[] = [];

  constructor(private readonly answers: Record<string, (object | FlinkAnswer)[]>) {}

  async send(request: FlinkRequest): Promise<FlinkAnswer> {
    this.asked.push(request);
    const queue = this.answers[`${request.method} ${request.path}`];
    assert.ok(queue, `nobody expects ${request.method} ${request.path}`);
    const answer = queue.length > 1 ? queue.shift()! : queue[0];
    return "text" in answer ? (answer as FlinkAnswer) : { status: 200, text: JSON.stringify(answer) };
  }
}

const client = (answers: Record<string, (object | FlinkAnswer)[]>) => new FlinkClient(new Scripted(answers));
const jobs = (status: string) => ({ jobs: [{ id: JOB, status }] });
const details = (state: string, ...tasks: string[]): JobDetails => ({
  jid: JOB,
  name: "orders",
  state,
  vertices: tasks.map((status, index) => ({
    id: `v${index}`,
    name: `Source: verify ${index}`,
    status,
    parallelism: 1,
  })),
});

describe("the client of Flink's REST API", () => {
  it("sends each method with its body", async () => {
    const transport = new Scripted({ "POST a": [{ b: 1 }], "PATCH c?mode=cancel": [{}], "DELETE d": [{}] });
    const flink = new FlinkClient(transport);
    assert.deepEqual(await flink.post("a", { x: 1 }), { b: 1 });
    await flink.patch("c?mode=cancel");
    await flink.delete("d");
    assert.deepEqual(
      transport.asked.map(({ method, body }) => [method, body]),
      [
        ["POST", { x: 1 }],
        ["PATCH", undefined],
        ["DELETE", undefined],
      ],
    );
  });

  it("takes an answer without a body for an empty object", async () =>
    assert.deepEqual(await client({ "PATCH a": [{ status: 202, text: "" }] }).patch("a"), {}));

  it("fails with status and text of any answer that is not a success", async () => {
    const flink = client({ "GET a": [{ status: 404, text: '{"errors":["Job not found"]}' }] });
    await assert.rejects(flink.get("a"), (error: FlinkRestError) => {
      assert.ok(error instanceof FlinkRestError);
      assert.equal(error.status, 404);
      assert.equal(error.message, 'GET a: 404 {"errors":["Job not found"]}');
      return true;
    });
  });
});

describe("a job", () => {
  it("is unknown until Flink lists it", async () =>
    assert.equal(await client({ "GET jobs": [{ jobs: [] }] }).job(JOB), undefined));

  it("is told by its details", async () => {
    const running = details("RUNNING", "RUNNING");
    assert.deepEqual(await client({ "GET jobs": [jobs("RUNNING")], [`GET jobs/${JOB}`]: [running] }).job(JOB), running);
  });

  for (const [job, runs] of [
    [details("RUNNING", "RUNNING", "RUNNING"), true],
    [details("RUNNING", "RUNNING", "INITIALIZING"), false],
    [details("RESTARTING", "RUNNING"), false],
  ] as const) {
    const tasks = job.vertices.map(({ status }) => status).join(", ");
    it(`${runs ? "runs" : "does not run yet"} when it is ${job.state} and its tasks are ${tasks}`, async () => {
      const flink = client({ "GET jobs": [jobs(job.state)], [`GET jobs/${JOB}`]: [job] });
      assert.equal((await flink.runningJob(JOB))?.jid, runs ? JOB : undefined);
    });
  }

  it("is waited for until it has a state", async () => {
    const transport = new Scripted({ "GET jobs": [{ jobs: [] }, jobs("RUNNING"), jobs("FINISHED")] });
    await new FlinkClient(transport).awaitState(JOB, "FINISHED", 10);
    assert.equal(transport.asked.length, 3);
  });
});

describe("metrics", () => {
  const get = `GET jobs/${JOB}/vertices/v0/subtasks/metrics?get=verify.gaps,verify.records&agg=sum`;

  it("are summed over the subtasks of the vertex, by their own names", async () => {
    const flink = client({
      [get]: [
        [
          { id: "verify.gaps", sum: 0 },
          { id: "verify.records", sum: 42 },
        ],
      ],
    });
    assert.deepEqual(await flink.metrics(details("RUNNING", "RUNNING"), "verify", ["gaps", "records"]), {
      gaps: 0,
      records: 42,
    });
  });

  it("of a vertex that the job does not have tell which it has", () =>
    assert.rejects(
      client({}).metrics(details("RUNNING", "RUNNING"), "sink", []),
      /no vertex "sink", only Source: verify 0/,
    ));
});

describe("stopping with a savepoint", () => {
  const STOP = `POST jobs/${JOB}/stop`;
  const STATUS = `GET jobs/${JOB}/savepoints/r1`;

  it("asks for no drain and tells where the savepoint is, once it is there", async () => {
    const transport = new Scripted({
      [STOP]: [{ "request-id": "r1" }],
      [STATUS]: [{ operation: null }, { operation: { location: "s3://b/savepoint-1" } }],
    });
    assert.equal(await new FlinkClient(transport).stopWithSavepoint(JOB, "s3://b"), "s3://b/savepoint-1");
    assert.deepEqual(transport.asked[0].body, { drain: false, targetDirectory: "s3://b" });
  });

  it("fails with Flink's reason", async () => {
    const failed = { operation: { "failure-cause": { "stack-trace": "CheckpointException: too slow" } } };
    const flink = client({ [STOP]: [{ "request-id": "r1" }], [STATUS]: [failed] });
    await assert.rejects(flink.stopWithSavepoint(JOB, "s3://b"), (error: OperationError) => {
      assert.ok(error instanceof OperationError);
      assert.equal(error.what, `the savepoint of job ${JOB} failed: CheckpointException: too slow`);
      return true;
    });
  });
});
