import { type ConfigurationOptions, type CoreV1Api, Observable } from "@kubernetes/client-node";

/** The REST API of a Flink cluster, reached through the Kubernetes API server's proxy: works wherever kubectl works. */
export class FlinkRest {
  constructor(
    private readonly core: CoreV1Api,
    private readonly namespace: string,
    private readonly restService: string,
  ) {}

  /** GET of a path such as `jobs/overview`, with or without a query. */
  async get<T>(path: string): Promise<T> {
    const [resource, query = ""] = path.split("?");
    const answer: unknown = await this.core.connectGetNamespacedServiceProxyWithPath(
      { name: `${this.restService}:rest`, namespace: this.namespace, path: `v1/${resource}` },
      proxied(new URLSearchParams(query)),
    );
    // The client library hands JSON over as text or parsed, depending on the answer's content type.
    return (typeof answer === "string" ? JSON.parse(answer) : answer) as T;
  }

  /** The job with this id, undefined while Flink does not know it. */
  async job(jobId: string): Promise<JobDetails | undefined> {
    const { jobs } = await this.get<{ jobs: { id: string }[] }>("jobs");
    return jobs.some((job) => job.id === jobId) ? this.get<JobDetails>(`jobs/${jobId}`) : undefined;
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
}

const REQUEST_TIMEOUT_MS = 5000;

/** What the client library lacks for a proxied path: it takes no query, would encode one in the path, and waits for ever. */
function proxied(parameters: URLSearchParams): ConfigurationOptions {
  const add = {
    pre: (request: Parameters<Middleware["pre"]>[0]) => {
      for (const [name, value] of parameters) request.setQueryParam(name, value);
      // A request that a dying JobManager took on may never be answered.
      request.setSignal(AbortSignal.timeout(REQUEST_TIMEOUT_MS));
      return new Observable(Promise.resolve(request));
    },
    post: (response: Parameters<Middleware["post"]>[0]) => new Observable(Promise.resolve(response)),
  };
  return { middleware: [add], middlewareMergeStrategy: "append" };
}

type Middleware = NonNullable<ConfigurationOptions["middleware"]>[number];

/** What `/jobs/:id` answers, as far as it is used. */
export interface JobDetails {
  jid: string;
  name: string;
  state: string;
  vertices: { id: string; name: string; status: string; parallelism: number }[];
}

/** What `/jobs/:id/checkpoints` answers, as far as it is used. */
export interface Checkpoints {
  counts: { completed: number; restored: number; failed: number; in_progress: number };
  latest: {
    completed: { id: number; external_path: string; trigger_timestamp: number; latest_ack_timestamp: number } | null;
    restored: { id: number; external_path: string; restore_timestamp: number } | null;
  };
}
