import { status, type ServiceError } from "@grpc/grpc-js";

/** An error with the status that the engine is told; its text is all that users see. */
export function serviceError(error: unknown): Partial<ServiceError> {
  if (error instanceof ProtocolError) return { code: error.code, details: error.message };
  return { code: status.UNKNOWN, details: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** What users or the engine can act on; it comes without a stack. */
export class ProtocolError extends Error {
  readonly code: status;

  constructor(code: status, message: string) {
    super(message);
    this.name = "ProtocolError";
    this.code = code;
  }
}
