import { createHash } from "node:crypto";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { OperationError } from "../errors";
import type { Progress } from "../progress";
import type { Copy, StoreFolder } from "./copy";
import type { StoredObject } from "./inventory";
import { fileName } from "./location";
import { listObjects } from "./objects";

/** How the copy was shown to be equal. */
export interface Verified {
  readonly objects: number;
  readonly bytes: number;
  /** Objects whose ETags do not prove it, so that both contents were read. */
  readonly read: number;
}

/** Compares the copy with what was copied, object by object; fails on any difference. */
export async function verifyCopy(copy: Copy, progress: Progress): Promise<Verified> {
  const { source, target, objects } = copy;
  const copies = new Map<string, StoredObject>();
  for await (const object of listObjects(target.client, target.bucket, `${target.prefix}/`))
    if (fileName(object.key) !== "") copies.set(fileName(object.key), object);
  const differences: string[] = [];
  let read = 0;
  for (const object of objects) {
    const other = copies.get(fileName(object.key));
    copies.delete(fileName(object.key));
    if (other === undefined) differences.push(`${fileName(object.key)} is missing`);
    else if (other.size !== object.size)
      differences.push(`${fileName(object.key)} has ${other.size} bytes, not ${object.size}`);
    else if (!provenEqual(object, other)) {
      progress(`reading ${fileName(object.key)} on both sides`);
      read++;
      if ((await digest(source, object)) !== (await digest(target, other)))
        differences.push(`${fileName(object.key)} has another content`);
    }
  }
  differences.push(...[...copies.keys()].map((more) => `${more} is there but was not copied`));
  if (differences.length === 0)
    return { objects: objects.length, bytes: objects.reduce((sum, { size }) => sum + size, 0), read };
  const more = differences.length > 5 ? `; and ${differences.length - 5} more` : "";
  throw new OperationError({
    what: `the copy in s3://${target.bucket}/${target.prefix} is not equal: ${differences.slice(0, 5).join("; ")}${more}`,
    todo: "Do not use it. Delete the folder, make sure that nothing else writes there or to the savepoint, and copy again.",
  });
}

/** An ETag of 32 digits is the MD5 of the content, or random under SSE-KMS: equal ones prove equality, others nothing. */
function provenEqual(one: StoredObject, other: StoredObject): boolean {
  return one.etag === other.etag && /^[0-9a-f]{32}$/.test(one.etag ?? "");
}

async function digest({ client, bucket }: StoreFolder, { key }: StoredObject): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const hash = createHash("sha256");
  for await (const chunk of Body as AsyncIterable<Uint8Array>) hash.update(chunk);
  return hash.digest("hex");
}
