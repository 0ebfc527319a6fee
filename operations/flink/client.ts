import { OperationError } from "../errors";
import { waitFor } from "../wait";
import type { FlinkRequest, Transport } from "./transport";
import type { Checkpoints, JobDetails, JobStatus, SavepointStatus, Triggered } from "./types";

const LOG = "Look at the JobManager's log.";

/** An answer that is none: what Flink, or what lies on the way to it, refused and why. */
export class FlinkRestError extends Error {
  constructor(
    { method, path }: FlinkRequest,
    readonly status: number,
    text: string,
  ) {
    super(`${method} ${path}: ${status} ${text.slice(0, 500)}`);
    this.name = "FlinkRestError";
  }
}

/** The REST API of a Flink cluster. */
export class FlinkClient {
  constructor(private readonly transport: Transport) {}

  /** GET of a path such as `jobs/overview`, with or without a query. */
  get<T>(path: string): Promise<T> {
    return this.send({ method: "GET", path });
  }

  post<T = object>(path: string, body?: object): Promise<T> {
    return this.send({ method: "POST", path, body });
  }

  patch<T = object>(path: string, body?: object): Promise<T> {
    return this.send({ method: "PATCH", path, body });
  }

  delete<T = object>(path: string): Promise<T> {
    return this.send({ method: "DELETE", path });
  }

  /** All jobs that the JobManager knows. */
  async jobs(): Promise<JobStatus[]> {
    return (await this.get<{ jobs: JobStatus[] }>("jobs")).jobs;
  }

  /** The job with this id, undefined while Flink does not know it. */
  async job(jobId: string): Promise<JobDetails | undefined> {
    return (await this.jobs()).some(({ id }) => id === jobId) ? this.get<JobDetails>(`jobs/${jobId}`) : undefined;
  }

  /** The job with this id while it runs on all its tasks. */
  async runningJob(jobId: string): Promise<JobDetails | undefined> {
    const job = await this.job(jobId);
    return job?.state === "RUNNING" && job.vertices.every(({ status }) => status === "RUNNING") ? job : undefined;
  }

  /** Checkpoints of a job. */
  checkpoints(jobId: string): Promise<Checkpoints> {
    return this.get<Checkpoints>(`jobs/${jobId}/checkpoints`);
  }

  /** Sum over the subtasks of each metric of the vertex with this name. */
  async metrics(job: JobDetails, vertexName: string, names: string[]): Promise<Record<string, number>> {
    const vertex = job.vertices.find((candidate) => candidate.name.includes(vertexName));
    if (vertex === undefined)
      throw new Error(`The job has no vertex "${vertexName}", only ${job.vertices.map((v) => v.name).join(", ")}`);
    const wanted = names.map((name) => `${vertexName}.${name}`).join(",");
    const found = await this.get<{ id: string; sum: number }[]>(
      `jobs/${job.jid}/vertices/${vertex.id}/subtasks/metrics?get=${wanted}&agg=sum`,
    );
    return Object.fromEntries(found.map(({ id, sum }) => [id.slice(vertexName.length + 1), sum]));
  }

  /** Waits until a job is in this state. */
  async awaitState(jobId: string, state: string, seconds = 180): Promise<void> {
    await waitFor({
      what: `job ${jobId} to be ${state}`,
      seconds,
      todo: LOG,
      look: async () => (await this.jobs()).find(({ id, status }) => id === jobId && status === state),
    });
  }

  /** Stops a job with a savepoint, without drain, and returns where that is. */
  async stopWithSavepoint(jobId: string, targetDirectory: string, seconds = 120): Promise<string> {
    const stop = await this.post<Triggered>(`jobs/${jobId}/stop`, { drain: false, targetDirectory });
    const savepoint = `jobs/${jobId}/savepoints/${stop["request-id"]}`;
    const { location, "failure-cause": failure } = await waitFor({
      what: `the savepoint of job ${jobId}`,
      seconds,
      todo: LOG,
      look: async () => (await this.get<SavepointStatus>(savepoint)).operation ?? undefined,
    });
    if (location === undefined)
      throw new OperationError({
        what: `the savepoint of job ${jobId} failed: ${failure?.["stack-trace"]}`,
        todo: LOG,
      });
    return location;
  }

  /** Sends a request; an answer without a body is an empty object. */
  private async send<T>(request: FlinkRequest): Promise<T> {
    const { status, text } = await this.transport.send(request);
    if (status < 200 || status > 299) throw new FlinkRestError(request, status, text);
    return (text === "" ? {} : JSON.parse(text)) as T;
  }
}
