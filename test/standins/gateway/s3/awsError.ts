import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { XmlNode } from "@aws-sdk/xml-builder";

/** An answer that AWS gives instead of doing what was asked. */
export class AwsError extends Error {
  override readonly name = "AwsError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What is said to whoever may not; the reason is in the log of decisions only, as with AWS. */
export function accessDenied(): AwsError {
  return new AwsError(403, "AccessDenied", "Access Denied");
}

/** Answers as S3 does: the error is the root element. */
export function sendS3Error(response: ServerResponse, { status, code, message }: AwsError, resource: string): void {
  const requestId = randomUUID();
  const body = new XmlNode("Error", [
    XmlNode.of("Code", code),
    XmlNode.of("Message", message),
    XmlNode.of("Resource", resource),
    XmlNode.of("RequestId", requestId),
  ]);
  sendXml(response, status, body, { "x-amz-request-id": requestId });
}

/** Answers as the services with the Query protocol do. */
export function sendStsError(response: ServerResponse, { status, code, message }: AwsError): void {
  const requestId = randomUUID();
  const error = new XmlNode("Error", [
    XmlNode.of("Type", "Sender"),
    XmlNode.of("Code", code),
    XmlNode.of("Message", message),
  ]);
  const body = new XmlNode("ErrorResponse", [error, XmlNode.of("RequestId", requestId)]).addAttribute(
    "xmlns",
    "https://sts.amazonaws.com/doc/2011-06-15/",
  );
  sendXml(response, status, body, { "x-amzn-RequestId": requestId });
}

/** Sends an XML document; without its body where the request was HEAD. */
export function sendXml(
  response: ServerResponse,
  status: number,
  body: XmlNode,
  headers: Record<string, string> = {},
): void {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${body.toString()}`;
  response.writeHead(status, {
    ...headers,
    "Content-Type": "application/xml",
    "Content-Length": Buffer.byteLength(text),
  });
  response.end(response.req.method === "HEAD" ? undefined : text);
}
