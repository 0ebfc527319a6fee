import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BUCKET, REGION, paths, STORE_URL } from "./state";

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

/** Makes the bucket through the S3 API, so that the store knows its owner. */
export async function ensureBucket(bucket = BUCKET): Promise<void> {
  // The POSIX backend keeps a bucket as a directory: a look at it spares a loaded SDK on every start.
  if (existsSync(join(paths().store, bucket))) return;
  const { CreateBucketCommand, S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client({
    endpoint: STORE_URL,
    region: REGION,
    forcePathStyle: true,
    credentials: storeCredentials(),
  });
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } finally {
    client.destroy();
  }
}
