/** A request to Flink's REST API. */
export interface FlinkRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** What follows `/v1/`, with its query: `jobs/overview`. */
  readonly path: string;
  readonly body?: object;
}

/** What came back, whatever it means. */
export interface FlinkAnswer {
  readonly status: number;
  readonly text: string;
}

/** A way to the JobManager. It fails only when no answer comes. */
export interface Transport {
  send(request: FlinkRequest): Promise<FlinkAnswer>;
}

/** Headers and text of a request's body. */
export function encoded({ body }: FlinkRequest): { headers: Record<string, string>; body?: string } {
  return body === undefined
    ? { headers: {} }
    : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

/** A request that a dying JobManager took on may never be answered. One that changes something is not repeated: it gets longer. */
export function timeLimit({ method }: FlinkRequest): AbortSignal {
  return AbortSignal.timeout(method === "GET" ? 5_000 : 30_000);
}
