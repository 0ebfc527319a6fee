import { encoded, type FlinkAnswer, type FlinkRequest, timeLimit, type Transport } from "./transport";

/** Straight to an address, from where it can be reached: `http://10.0.0.7:8081`. */
export class DirectAddress implements Transport {
  constructor(private readonly origin: string) {}

  async send(request: FlinkRequest): Promise<FlinkAnswer> {
    const answer = await fetch(`${this.origin}/v1/${request.path}`, {
      method: request.method,
      signal: timeLimit(request),
      ...encoded(request),
    });
    return { status: answer.status, text: await answer.text() };
  }
}
