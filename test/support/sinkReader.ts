import { GetObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { type StoreAccess, storeClient } from "../../sandbox/client";

/** Where a job's sink lies, and how to get there. */
export interface SinkLocation extends StoreAccess {
  bucket: string;
  /** The sink's folder within the bucket. */
  prefix: string;
}

/** What an outside reader finds in a sink. */
export interface SinkContents {
  /** Committed records, the repeated ones included. */
  records: number;
  /** Records missing below the highest number of their key. */
  gaps: number;
  /** Records there more than once: every copy but the first. */
  repeats: number;
  /** Number of keys with a record. */
  keys: number;
  lastNumberByKey: Record<string, number>;
}

/** Objects read at the same time: the files are small, so the round trips are what takes time. */
const PARALLEL_READS = 16;

/** True for what FileSink has committed; pending and unfinished files have `.inprogress` or a leading `.` or `_`. */
export function isCommitted(objectKey: string): boolean {
  const name = objectKey.slice(objectKey.lastIndexOf("/") + 1);
  return name !== "" && !/^[._]/.test(name) && !name.includes(".inprogress");
}

/** Counts lines `key,number`, in any order. Fails on a line of another form, such as half a line. */
export function countRecords(lines: Iterable<string>): SinkContents {
  const seen = new Map<string, Set<number>>();
  const last = new Map<string, number>();
  let records = 0;
  let repeats = 0;
  for (const line of lines) {
    const match = /^(\d+),(\d+)$/.exec(line);
    if (match === null) throw new Error(`the sink holds a line '${line}', which is not of the form 'key,number'`);
    const [, key, digits] = match;
    const number = Number(digits);
    const numbers = seen.get(key) ?? new Set();
    records++;
    if (numbers.has(number)) repeats++;
    seen.set(key, numbers.add(number));
    last.set(key, Math.max(last.get(key) ?? 0, number));
  }
  const gaps = [...last].reduce((sum, [key, highest]) => sum + highest + 1 - seen.get(key)!.size, 0);
  return { records, gaps, repeats, keys: last.size, lastNumberByKey: Object.fromEntries(last) };
}

/** Lists and reads all committed files of a sink. */
export async function readSink(location: SinkLocation): Promise<SinkContents> {
  const { bucket, prefix } = location;
  const client = await storeClient(location);
  try {
    const files: string[] = [];
    // With the slash, the folder `sink` is not also `sink-2`.
    const folder = `${prefix}/`.replace(/^\/+/, "").replace(/\/+$/, "/");
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: folder })) {
      files.push(...(page.Contents ?? []).map(({ Key }) => Key!).filter(isCommitted));
    }
    const lines: string[] = [];
    for (let start = 0; start < files.length; start += PARALLEL_READS) {
      const texts = await Promise.all(
        files.slice(start, start + PARALLEL_READS).map(async (file) => {
          const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: file }));
          return Body!.transformToString();
        }),
      );
      for (const text of texts) lines.push(...linesOf(text));
    }
    return countRecords(lines);
  } finally {
    client.destroy();
  }
}

/** Every line has its end: what follows the last line end is half a record, and kept so that it is found. */
function linesOf(text: string): string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
