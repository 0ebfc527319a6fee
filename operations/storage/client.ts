import { S3Client } from "@aws-sdk/client-s3";
import type { CoreV1Api } from "@kubernetes/client-node";
import type { StorageSpec } from "../../components/model/storageSpec";

/** An S3 client for a storage, with the keys of its Secret or, without one, the caller's own identity. */
export async function storageClient(core: CoreV1Api, namespace: string, storage: StorageSpec): Promise<S3Client> {
  const secret = storage.credentialsSecret;
  const data = secret && (await core.readNamespacedSecret({ name: secret.name, namespace })).data;
  const decode = (key: string) => Buffer.from(data?.[key] ?? "", "base64").toString();
  return new S3Client({
    endpoint: storage.endpoint,
    region: storage.region ?? process.env.AWS_REGION ?? "us-east-1",
    forcePathStyle: storage.pathStyleAccess,
    ...(secret && {
      credentials: { accessKeyId: decode(secret.accessKeyIdKey), secretAccessKey: decode(secret.secretAccessKeyKey) },
    }),
  });
}
