import { apply } from "./kubectl";
import { storeCredentials } from "./store";

/** Makes a namespace in which only pods of the Pod Security Standard `restricted` run, with the S3 store's Secret. */
export async function ensureNamespace(name: string): Promise<void> {
  await apply(...namespaceObjects(name));
}

/** A namespace as the sandbox makes it. */
export function namespaceObjects(name: string): object[] {
  const { accessKeyId, secretAccessKey } = storeCredentials();
  const restricted = (mode: string) => [`pod-security.kubernetes.io/${mode}`, "restricted"];
  return [
    {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: Object.fromEntries(["enforce", "warn", "audit"].map(restricted)) },
    },
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "s3-credentials", namespace: name },
      type: "Opaque",
      stringData: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    },
  ];
}
