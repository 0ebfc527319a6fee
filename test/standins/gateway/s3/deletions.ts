import { createHash } from "node:crypto";
import { parseXML, XmlNode } from "@aws-sdk/xml-builder";
import { AwsError } from "./awsError";
import type { NamedObject } from "./operations";

/** What the body of DeleteObjects asks for. */
export interface Deletions {
  readonly objects: NamedObject[];
  readonly quiet: boolean;
}

/** Reads the body of DeleteObjects. */
export function parseDeletions(body: Buffer): Deletions {
  try {
    const { Delete } = parseXML(body.toString()) as { Delete: { Object: Named | Named[]; Quiet?: string } };
    const objects = [Delete.Object].flat().map(({ Key, VersionId }) => ({ key: Key, versionId: VersionId }));
    if (objects.some(({ key }) => typeof key !== "string" || key === "")) throw new Error("an object without key");
    return { objects, quiet: Delete.Quiet === "true" };
  } catch {
    throw new AwsError(
      400,
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema.",
    );
  }
}

interface Named {
  Key: string;
  VersionId?: string;
}

/** A body that asks for the allowed ones only, with the headers that vouch for it. */
export function writeDeletions({ objects, quiet }: Deletions): { body: Buffer; headers: Record<string, string> } {
  const named = objects.map(
    ({ key, versionId }) =>
      new XmlNode("Object", [
        XmlNode.of("Key", key),
        ...(versionId === undefined ? [] : [XmlNode.of("VersionId", versionId)]),
      ]),
  );
  const document = new XmlNode("Delete", [...named, XmlNode.of("Quiet", String(quiet))]).addAttribute(
    "xmlns",
    "http://s3.amazonaws.com/doc/2006-03-01/",
  );
  const body = Buffer.from(document.toString());
  const digest = (algorithm: string, encoding: "hex" | "base64") => createHash(algorithm).update(body).digest(encoding);
  return {
    body,
    headers: {
      "content-type": "application/xml",
      "content-length": String(body.length),
      "content-md5": digest("md5", "base64"),
      "x-amz-content-sha256": digest("sha256", "hex"),
    },
  };
}

/** The store's answer with an error for each object that was not for the caller to delete. */
export function withDenials(result: string, denied: NamedObject[]): string {
  const errors = denied.map(({ key, versionId }) =>
    new XmlNode("Error", [
      XmlNode.of("Key", key),
      ...(versionId === undefined ? [] : [XmlNode.of("VersionId", versionId)]),
      XmlNode.of("Code", "AccessDenied"),
      XmlNode.of("Message", "Access Denied"),
    ]).toString(),
  );
  const empty = /<DeleteResult([^>]*)\/>/;
  return empty.test(result)
    ? result.replace(empty, `<DeleteResult$1>${errors.join("")}</DeleteResult>`)
    : result.replace("</DeleteResult>", `${errors.join("")}</DeleteResult>`);
}

/** The answer of a store that was asked for nothing. */
export const NOTHING_DELETED =
  '<?xml version="1.0" encoding="UTF-8"?>\n<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></DeleteResult>';
