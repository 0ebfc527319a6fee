import { FlinkCluster, S3StateStorage, StorageIdentityType } from "../../components";
import { record, type Registered } from "../support/mocks";
import { TYPES as KUBERNETES } from "../support/recordedCluster";
import { AWS, TYPES } from "../support/recordedStorage";

/** A box of the picture. */
export interface Box {
  readonly id: string;
  readonly kind: string;
  readonly lines: string[];
  readonly where: "kubernetes" | "aws";
  /** Made by Flink, not by Pulumi. */
  readonly byFlink?: boolean;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly says: string;
}

export interface Graph {
  readonly boxes: Box[];
  readonly arrows: Arrow[];
}

/** What a cluster with an S3StateStorage deploys: every resource that the program registers, and what one uses of another. */
export async function deployedGraph(): Promise<Graph> {
  const { resources } = await record(() => {
    const owner = { clusterId: "orders", namespace: "streaming" };
    const identity = { type: StorageIdentityType.PodIdentity, eksCluster: "production" };
    const { storage } = new S3StateStorage("orders", { cluster: owner, identity });
    const job = { entryClass: "com.example.OrdersJob", parallelism: 1 };
    new FlinkCluster("orders", { ...owner, image: "registry.example/orders:1", job, storage });
  }, AWS);
  const all = resources.filter(({ custom }) => custom).sort((one, other) => (one.urn < other.urn ? -1 : 1));
  const of = (type: string) => all.filter((resource) => resource.type === type);

  const guards = all.filter(({ type }) => type.startsWith("aws:s3/") && type !== TYPES.bucket);
  const joined = [...guards, ...of(TYPES.rolePolicy), ...of(TYPES.association), ...of(KUBERNETES.roleBinding)];
  const boxes = all.filter((resource) => !joined.includes(resource)).map((resource) => box(resource, guards));
  return {
    boxes: [...boxes, ...haConfigMaps(of(KUBERNETES.role))],
    arrows: [
      ...of(KUBERNETES.service).flatMap(({ urn, inputs }) => {
        const selected = of(KUBERNETES.deployment).filter((deployment) => selects(inputs.spec.selector, deployment));
        return selected.map((deployment) => ({ from: urn, to: deployment.urn, says: "selects" }));
      }),
      ...of(KUBERNETES.deployment).flatMap((deployment) => [
        ...linked(deployment, of(KUBERNETES.configMap), "mounts"),
        ...linked(deployment, of(KUBERNETES.serviceAccount), "runs as"),
      ]),
      ...of(KUBERNETES.roleBinding).flatMap(({ inputs, dependencies }) => {
        const [role] = of(KUBERNETES.role).filter(({ urn }) => dependencies.includes(urn));
        const bound = of(KUBERNETES.serviceAccount).filter(
          (account) => objectName(account) === inputs.subjects[0].name,
        );
        return bound.map((account) => ({ from: account.urn, to: role.urn, says: "bound to" }));
      }),
      ...of(KUBERNETES.role).flatMap((role) =>
        haConfigMaps([role]).map(({ id }) => ({ from: role.urn, to: id, says: verbs(role, id) })),
      ),
      ...of(TYPES.association).flatMap((association) => {
        const [role] = of(TYPES.role).filter(({ urn }) => association.dependencies.includes(urn));
        const accounts = of(KUBERNETES.serviceAccount);
        const associated = accounts.filter((account) => objectName(account) === association.inputs.serviceAccount);
        return associated.map((account) => ({ from: account.urn, to: role.urn, says: "Pod Identity" }));
      }),
      ...of(TYPES.rolePolicy).flatMap((policy) => {
        const [role] = of(TYPES.role).filter(({ urn }) => policy.dependencies.includes(urn));
        return linked({ ...policy, urn: role.urn }, of(TYPES.bucket), "its folder");
      }),
    ],
  };
}

function box(resource: Registered, guards: Registered[]): Box {
  const { urn, type, inputs, name } = resource;
  const kind = type.split(":").at(-1)!;
  if (type === TYPES.bucket)
    return { id: urn, kind: "S3 bucket", lines: [name, ...guards.map(guardName)], where: "aws" };
  if (type === TYPES.role) return { id: urn, kind: "IAM role", lines: [name], where: "aws" };
  const pods = type === KUBERNETES.deployment ? [count(inputs.spec.replicas, "pod")] : [];
  const ports =
    type === KUBERNETES.service ? [inputs.spec.ports.map(({ port }: { port: number }) => port).join(", ")] : [];
  const shown =
    type === KUBERNETES.configMap ? objectName(resource).replace(/[0-9a-f]{10}$/, "<hash>") : objectName(resource);
  return { id: urn, kind, lines: [shown, ...pods, ...ports], where: "kubernetes" };
}

/** ConfigMaps that Roles name and nobody registers: Flink makes them. */
function haConfigMaps(roles: Registered[]): Box[] {
  const named = roles.flatMap(({ inputs }) =>
    inputs.rules.flatMap(({ resourceNames = [] }) => resourceNames as string[]),
  );
  return [...new Set<string>(named)].map((id) => ({
    id,
    kind: "ConfigMap made by Flink",
    lines: [id.replace(/[0-9a-f]{32}/, "<job id>"), id.includes("cluster") ? "leader lock" : "checkpoint pointers"],
    where: "kubernetes",
    byFlink: true,
  }));
}

/** What a Role may do with a ConfigMap. */
function verbs(role: Registered, configMap: string): string {
  const rules = role.inputs.rules.filter(({ resourceNames }: any) => resourceNames?.includes(configMap));
  return rules.some((rule: any) => rule.verbs.includes("update")) ? "reads, writes" : "reads";
}

function linked({ urn, dependencies }: Registered, targets: Registered[], says: string): Arrow[] {
  return targets
    .filter((target) => dependencies.includes(target.urn))
    .map((target) => ({ from: urn, to: target.urn, says }));
}

function selects(selector: Record<string, string>, deployment: Registered): boolean {
  const { labels } = deployment.inputs.spec.template.metadata;
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function objectName({ inputs }: Registered): string {
  return inputs.metadata.name;
}

/** `BucketPublicAccessBlock` as `public access block`. */
function guardName({ type }: Registered): string {
  if (type === TYPES.marker) return "marker of the folder";
  const name = type
    .split(":")
    .at(-1)!
    .replace(/^Bucket/, "")
    .replace(/Configuration$/, "");
  return name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
