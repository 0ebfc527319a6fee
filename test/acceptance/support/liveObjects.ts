import { lifeOf } from "../../../components/model/names";
import { kubectl } from "../../../sandbox/client";
import type { TestStack } from "../../support/testStack";

interface LiveObject {
  kind: string;
  metadata: {
    name: string;
    uid?: string;
    ownerReferences?: object[];
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  spec?: { clusterIP?: string; clusterIPs?: string[]; [field: string]: unknown };
  [field: string]: unknown;
}

/** Fields that differ between two objects made alike. */
const VOLATILE = ["uid", "resourceVersion", "managedFields", "creationTimestamp", "generation"];

/**
 * All objects of a cluster that nobody but the user owns, by kind and name, without what differs from one life of the
 * cluster to the next: equal clusters are equal objects.
 */
export async function liveObjects(stack: TestStack): Promise<Record<string, object>> {
  const shown = await kubectl(["get", await allKinds(), ...ofCluster(stack), "--output=json"]);
  // Endpoints copy the labels of their Service and name no owner.
  const objects = (JSON.parse(shown) as { items: LiveObject[] }).items.filter(
    ({ kind, metadata }) => !metadata.ownerReferences && kind !== "Endpoints",
  );
  const uid =
    objects.find(({ kind, metadata }) => kind === "Service" && metadata.name === `${stack.name}-jobmanager`)?.metadata
      .uid ?? "";
  const text = JSON.stringify(objects.map(normalised))
    .replaceAll(lifeOf(uid), "(life)")
    .replace(new RegExp(`(${stack.name}-g\\d+-config)-[0-9a-f]{10}`, "g"), "$1-(content)");
  return Object.fromEntries(
    (JSON.parse(text) as LiveObject[]).map((object) => [`${object.kind} ${object.metadata.name}`, object]),
  );
}

async function allKinds(): Promise<string> {
  const listed = await kubectl(["api-resources", "--namespaced", "--verbs=list,delete", "--output=name"]);
  return listed
    .split("\n")
    .filter((kind) => kind !== "" && !kind.startsWith("events"))
    .join(",");
}

function ofCluster({ namespace, name }: TestStack): string[] {
  return ["--namespace", namespace, `--selector=app.kubernetes.io/instance=${name}`];
}

function normalised(live: LiveObject): object {
  const object: Partial<LiveObject> = { ...live };
  delete object.status;
  const metadata = Object.fromEntries(Object.entries(live.metadata).filter(([field]) => !VOLATILE.includes(field)));
  const annotations = { ...live.metadata.annotations };
  delete annotations["deployment.kubernetes.io/revision"];
  const spec = { ...live.spec };
  if (spec.clusterIP !== "None") {
    delete spec.clusterIP;
    delete spec.clusterIPs;
  }
  return { ...object, metadata: { ...metadata, annotations }, ...(live.spec && { spec }) };
}
