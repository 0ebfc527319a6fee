import { flinkClient } from "../../../commands/stack/kubernetes";
import { names } from "../../../components/model/names";
import { deleteObjects } from "../../../operations/storage/objects";
import { ensureNamespace, kubectl, sandbox, storeClient } from "../../../sandbox/client";
import { TEST_STATE } from "../testStack";

/** The sandbox's values for what examples leave to each environment. */
export function sandboxValues(folder: string) {
  const { bucket, endpoint } = sandbox().s3;
  const uri = `s3://${bucket}/${TEST_STATE}/${folder}`;
  return {
    context: sandbox().context,
    image: "pulumi-flink.sandbox/exactly-once:0.1.0",
    entryClass: "io.pulumiflink.jobs.ExactlyOnceJob",
    uri,
    endpoint,
    profile: "versitygw",
    storage: { uri, endpoint, profile: "versitygw", credentialsSecret: { name: "s3-credentials" } },
  };
}

/** Waits until the first job of a cluster runs on all its tasks. */
export async function jobRunning(namespace: string, clusterId: string): Promise<void> {
  const { restService, jobId } = names({ clusterId, namespace, generation: 1 });
  await flinkClient(sandbox(), namespace, restService).awaitState(jobId, "RUNNING");
}

/** Kinds, names and uids of what there is of a cluster, without pods and what belongs to them. */
export async function liveObjects(namespace: string, clusterId: string): Promise<string[]> {
  const listed = await kubectl([
    "get",
    "deployments,services,configmaps,serviceaccounts,roles,rolebindings",
    ...["--namespace", namespace, "--selector", `app.kubernetes.io/instance=${clusterId}`],
    ...["--output", 'jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.uid}{"\\n"}{end}'],
  ]);
  return listed.trim().split("\n").filter(Boolean).sort();
}

/** Names of the ConfigMaps that Flink made in a namespace. */
export async function haConfigMapsIn(namespace: string): Promise<string[]> {
  const selector = "type=flink-native-kubernetes";
  const listed = await kubectl([
    "get",
    "configmaps",
    "--namespace",
    namespace,
    "--selector",
    selector,
    "--output=name",
  ]);
  return listed.trim().split("\n").filter(Boolean);
}

/** A namespace with the store's Secret, without what an earlier, killed run left in it and in the store. */
export async function freshNamespace(namespace: string, uri: string): Promise<void> {
  await forget(namespace, uri);
  await kubectl(["wait", `namespace/${namespace}`, "--for=delete", "--timeout=120s"]);
  await ensureNamespace(namespace);
}

/** Removes what examples left: a namespace, without waiting until it is gone, and a folder in the store. */
export async function forget(namespace: string, uri: string): Promise<void> {
  await kubectl(["delete", "namespace", namespace, "--ignore-not-found", "--wait=false"]);
  const client = await storeClient();
  try {
    await deleteObjects(client, uri);
  } finally {
    client.destroy();
  }
}
