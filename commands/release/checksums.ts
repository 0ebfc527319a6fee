import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** SHA256SUMS of a folder's files, as `sha256sum -c` reads it. */
export function checksums(folder: string): string {
  const sum = (file: string) =>
    createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex");
  return readdirSync(folder)
    .sort()
    .map((file) => `${sum(file)}  ${file}\n`)
    .join("");
}
