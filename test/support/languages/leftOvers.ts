import { deleteObjects, listObjects } from "../../../operations/storage/objects";
import { location } from "../../../operations/storage/location";
import { kubectl, storeClient } from "../../../sandbox/client";

const KINDS = "deployments,pods,services,configmaps,secrets,serviceaccounts,roles,rolebindings";

/** Everything in a namespace that somebody made, by kind and name. */
export async function objectsIn(namespace: string): Promise<string[]> {
  const listed = await kubectl(["get", KINDS, "--namespace", namespace, "--output=name"]);
  return listed.trim().split("\n").filter(Boolean).sort();
}

/** Whether there is anything below a URI in the sandbox's store. */
export async function hasObjects(uri: string): Promise<boolean> {
  return withStore(async (client) => {
    const { bucket, prefix } = location(uri);
    for await (const object of listObjects(client, bucket, prefix)) return object.key !== "";
    return false;
  });
}

/** Deletes a namespace and what is below a URI. */
export async function forget(namespace: string, uri: string): Promise<void> {
  await kubectl(["delete", "namespace", namespace, "--ignore-not-found"]);
  await withStore((client) => deleteObjects(client, uri));
}

async function withStore<T>(use: (client: Awaited<ReturnType<typeof storeClient>>) => Promise<T>): Promise<T> {
  const client = await storeClient();
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
