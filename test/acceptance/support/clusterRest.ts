import { waitFor } from "../../../operations/wait";
import type { TestStack } from "../../support/testStack";

const PORT = 8081;

/** Flink's REST API straight from the host of the sandbox: with bodies, and without the way through the API server. */
export class ClusterRest {
  private constructor(private readonly base: string) {}

  /** By the address of the cluster's REST Service. */
  static async of(stack: TestStack): Promise<ClusterRest> {
    const { restService: name } = await stack.outputs();
    const { spec } = await stack.core.readNamespacedService({ name, namespace: stack.namespace });
    return new ClusterRest(`http://${spec!.clusterIP}:${PORT}/v1/`);
  }

  /** By the address of one JobManager's pod. */
  static at(podIp: string): ClusterRest {
    return new ClusterRest(`http://${podIp}:${PORT}/v1/`);
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>("GET", path);
  }

  /** Sends a request; an answer without a body is an empty object. */
  async send<T = object>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(this.base + path, {
      method,
      signal: AbortSignal.timeout(10_000),
      ...(body && { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return (text === "" ? {} : JSON.parse(text)) as T;
  }

  /** Waits until a job is in this state. */
  async awaitState(jobId: string, state: string, seconds = 180): Promise<void> {
    await waitFor({
      what: `job ${jobId} to be ${state}`,
      seconds,
      todo: "Look at the JobManager's log.",
      look: async () => {
        const { jobs } = await this.get<{ jobs: { id: string; status: string }[] }>("jobs");
        return jobs.find(({ id }) => id === jobId)?.status === state ? true : undefined;
      },
    });
  }

  /** Stops a job with a savepoint and returns where that is. */
  async stopWithSavepoint(jobId: string, folder: string): Promise<string> {
    const { "request-id": request } = await this.send<{ "request-id": string }>("POST", `jobs/${jobId}/stop`, {
      drain: false,
      targetDirectory: folder,
    });
    const { location, "failure-cause": failure } = await waitFor({
      what: `the savepoint of job ${jobId}`,
      seconds: 120,
      todo: "Look at the JobManager's log.",
      look: async () => (await this.get<SavepointStatus>(`jobs/${jobId}/savepoints/${request}`)).operation ?? undefined,
    });
    if (location === undefined) throw new Error(`The savepoint failed: ${failure?.["stack-trace"]}`);
    return location;
  }
}

interface SavepointStatus {
  /** Null until it is done. */
  operation: { location?: string; "failure-cause"?: { "stack-trace": string } } | null;
}
