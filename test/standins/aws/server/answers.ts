import type { ServerResponse } from "node:http";

/** An error that AWS answers with. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
}

/** Writes an error in the form of the service. */
export function sendError(response: ServerResponse, service: string, { status, code, message }: Refusal): void {
  const write = (type: string, text: string, headers: Record<string, string> = {}) =>
    response.writeHead(status, { "content-type": type, ...headers }).end(text);
  if (service === "s3")
    write(
      "application/xml",
      `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    );
  else if (service === "iam" || service === "sts") {
    const text = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    write("text/xml", `<ErrorResponse>${text}<RequestId>simulated</RequestId></ErrorResponse>`);
  } else write("application/x-amz-json-1.1", JSON.stringify({ __type: code, message }), { "x-amzn-errortype": code });
}

/** Writes what an operation of EKS returns. */
export function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
