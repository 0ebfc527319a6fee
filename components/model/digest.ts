import { createHash } from "node:crypto";

/** The beginning of a text's SHA-256 in hexadecimal: a name for a content. */
export function digest(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
