import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import { BUCKET, paths, REGION, STORE_URL } from "./layout";

/** Key pair of the S3 store. */
export interface StoreCredentials {
  accessKeyId: string;
  secretAccessKey: string;
}

/** Makes the store's directory and its random key pair once. */
export function ensureStoreCredentials(): void {
  const { store, storeCredentials: file } = paths();
  mkdirSync(store, { recursive: true, mode: 0o700 });
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  const credentials: StoreCredentials = {
    accessKeyId: `SANDBOX${randomBytes(6).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(24).toString("base64url"),
  };
  writeFileSync(`${file}.new`, JSON.stringify(credentials), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The store's key pair; the sandbox must have been up once. */
export function storeCredentials(): StoreCredentials {
  return JSON.parse(readFileSync(paths().storeCredentials, "utf8"));
}

/** What a client needs to reach an S3 store. */
export interface StoreAccess extends StoreCredentials {
  endpoint: string;
  region: string;
}

/** The way to the sandbox's store, for clients on the host and in pods. */
export function storeAccess(): StoreAccess {
  return { endpoint: STORE_URL, region: REGION, ...storeCredentials() };
}

/** A client of the sandbox's store, or of another one; whoever asks for it destroys it. */
export async function storeClient(access = storeAccess()): Promise<S3Client> {
  const { endpoint, region, accessKeyId, secretAccessKey } = access;
  // Loaded here: most commands that touch the sandbox send nothing to its store.
  const { S3Client } = await import("@aws-sdk/client-s3");
  return new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
}

/** Makes the bucket through the S3 API, so that the store knows its owner. */
export async function ensureBucket(bucket = BUCKET): Promise<void> {
  // The POSIX backend keeps a bucket as a directory: a look at it spares a loaded SDK on every start.
  if (existsSync(join(paths().store, bucket))) return;
  const { CreateBucketCommand } = await import("@aws-sdk/client-s3");
  const client = await storeClient();
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } finally {
    client.destroy();
  }
}
