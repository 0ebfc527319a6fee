import assert from "node:assert/strict";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { S3Plugin } from "../../../components/arguments/storage";
import { names } from "../../../components/model/names";
import { ensureNamespace } from "../../../sandbox/client";
import { BUCKET, REGION } from "../../../sandbox/layout";
import { type DecisionRecord, isDenied } from "../../standins/gateway/decisions";
import {
  accessOf,
  type GatewayCluster,
  type Grant,
  grantsOf,
  roleArn,
  rootOf,
  without,
} from "../../support/clusterBehindGateway/cluster";
import { SandboxGateway } from "../../support/clusterBehindGateway/sandboxGateway";
import {
  expiredTokenOf,
  tokenInPod,
  tokenOf,
  withServiceAccount,
} from "../../support/clusterBehindGateway/serviceAccountTokens";
import { describeDenial, type FolderUse, folderUses } from "../../support/clusterBehindGateway/folderUses";
import { TEST_STATE, TestStack } from "../../support/testStack";
import { markdown } from "../evidence";
import { directFlink } from "../support/directFlink";
import { configurationOf, type Large, runScenario, stepsOf } from "../support/gatewayScenario";
import { CLUSTER_CODE, type Figures, type Row, type RowRecord, type Table } from "../table";

const NAMESPACE = "flink-acceptance";
/** The plugin whose actions are taken away one by one, and who the denials are shown to. */
const DIRECTED = S3Plugin.Hadoop;
const INTRUDER = "intruder";

export const identity: Table<SandboxGateway> = {
  name: "identity",
  title:
    "Identity on AWS, decided by a stand-in: no request of Flink's is denied, nothing is granted that is not used, and nobody else gets in",
  covers: [
    ...CLUSTER_CODE,
    "test/standins/gateway",
    "test/acceptance/tables/identity.ts",
    "test/support/clusterBehindGateway",
    "test/acceptance/support/gatewayScenario.ts",
    "test/acceptance/support/directFlink.ts",
  ],
  columns: ["plugin", "large", "without", "requests", "denied", "what was seen"],
  rows: () => [
    ...Object.values(S3Plugin).flatMap((plugin) => scenarioRows(plugin)),
    ...takenAway().map(([plugin, grant]) => ({
      id: `${plugin} without ${grant.action} of the ${grant.role}`,
      run: (gateway: SandboxGateway) => withoutGrant(gateway, plugin, grant),
    })),
    ...DENIALS.map(({ id, run }) => ({ id, run })),
  ],
  async setUp() {
    await ensureNamespace(NAMESPACE);
    const gateway = await SandboxGateway.start((issuer) => accessOf([clusterOf(DIRECTED)], issuer));
    await gateway.trustIn(NAMESPACE);
    return gateway;
  },
  tearDown: (gateway) => gateway.stop(),
  summary: (records) =>
    Object.values(S3Plugin)
      .map((plugin) => useTable(plugin, records))
      .join("\n\n"),
};

function clusterOf(plugin: S3Plugin, clusterId = `acc-id-${plugin.replace("flink-s3-fs-", "")}`): GatewayCluster {
  return { clusterId, namespace: NAMESPACE, bucket: BUCKET, folder: TEST_STATE, plugin, region: REGION };
}

/** flink-s3-fs-native writes metadata in one piece: there is nothing more to see than with large files. */
function scenarioRows(plugin: S3Plugin): Row<SandboxGateway>[] {
  const kinds: Large[] = plugin === S3Plugin.Native ? ["files"] : ["files", "metadata"];
  return [
    ...kinds.map((large) => ({
      id: `${plugin}, large ${large}`,
      run: (gateway: SandboxGateway) => underPolicy(gateway, plugin, large),
    })),
    { id: `${plugin}: granted = needed`, run: (_, earlier) => judge(plugin, earlier, kinds.length) },
  ];
}

/** The whole life of a cluster under the policies that the component computes. */
async function underPolicy(gateway: SandboxGateway, plugin: S3Plugin, large: Large): Promise<Figures> {
  const cluster = clusterOf(plugin);
  gateway.gateway.use(accessOf([cluster], gateway.issuer));
  const mark = gateway.gateway.decisions.mark();
  await withCluster(gateway, cluster, large, (run) => run());
  const decisions = gateway.gateway.decisions.since(mark);
  const denied = decisions.filter(isDenied);
  assert.deepEqual(denied.map(describeDenial), [], "denied requests");
  const seen = stepsOf({ cluster, large })
    .map(({ name }) => name)
    .join(", ");
  return {
    plugin,
    large,
    requests: decisions.length,
    denied: denied.length,
    "what was seen": seen,
    uses: folderUses(cluster, decisions),
  };
}

/** Brings a cluster up, has the scenario run, and removes the cluster. */
async function withCluster(
  gateway: SandboxGateway,
  cluster: GatewayCluster,
  large: Large,
  use: (scenario: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const stack = await TestStack.create(cluster.clusterId, NAMESPACE);
  try {
    await gateway.createRoot(cluster);
    await stack.configure(configurationOf(stack, cluster, large)).up();
    const job = await stack.runningJob();
    const rest = await directFlink(stack);
    await use(() => runScenario({ gateway, cluster, large, stack, job, rest }));
  } finally {
    gateway.gateway.faults.clear();
    await stack.dispose();
  }
}

/** Every action that the policies grant a role was needed by a request of that role. */
async function judge(plugin: S3Plugin, earlier: RowRecord[], scenarios: number): Promise<Figures> {
  const uses = usesOf(plugin, earlier);
  assert.equal(
    earlier.filter(({ passed, figures }) => passed && figures.plugin === plugin && figures.without === undefined)
      .length,
    scenarios,
    "not all scenarios passed",
  );
  const unused = grantsOf(clusterOf(plugin)).filter(
    ({ role, action }) => !uses.some((use) => use.role === role && use.action === action && use.requests > use.denied),
  );
  assert.deepEqual(
    unused.map(({ role, action }) => `${action} of the ${role}`),
    [],
    "granted and not used",
  );
  return { requests: uses.reduce((sum, { requests }) => sum + requests, 0), denied: 0 };
}

/** Every grant once: of the directed plugin, and of others what that one does not need. */
function takenAway(): [S3Plugin, Grant][] {
  const directed = grantsOf(clusterOf(DIRECTED));
  const others = Object.values(S3Plugin).flatMap((plugin) =>
    grantsOf(clusterOf(plugin)).flatMap((grant): [S3Plugin, Grant][] =>
      directed.some(({ role, action }) => role === grant.role && action === grant.action) ? [] : [[plugin, grant]],
    ),
  );
  return [...directed.map((grant): [S3Plugin, Grant] => [DIRECTED, grant]), ...others];
}

/** Actions that JobManagers need only for metadata that go up in parts. */
const OF_PARTS = ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

/** The scenario with one action less, taken away once the job runs: it must fail for it. */
async function withoutGrant(gateway: SandboxGateway, plugin: S3Plugin, grant: Grant): Promise<Figures> {
  const cluster = clusterOf(plugin);
  const full = accessOf([cluster], gateway.issuer);
  const large: Large = OF_PARTS.includes(grant.action) && grant.role === "jobmanager" ? "metadata" : "files";
  const arn = roleArn(cluster.clusterId, grant.role);
  let failure = "";
  let missed: DecisionRecord[] = [];
  gateway.gateway.use(full);
  try {
    await withCluster(gateway, cluster, large, async (scenario) => {
      const mark = gateway.gateway.decisions.mark();
      gateway.gateway.use(without(full, cluster.clusterId, grant));
      await assert.rejects(
        scenario,
        (error: Error) => ((failure = error.message), true),
        "the scenario does not need it",
      );
      missed = gateway.gateway.decisions
        .since(mark)
        .filter((decision) => isDenied(decision) && decision.role === arn && decision.action === grant.action);
    });
  } finally {
    gateway.gateway.use(full);
  }
  assert.ok(missed.length > 0, `it failed for another reason: ${failure}`);
  return {
    plugin,
    large,
    without: `${grant.action} of the ${grant.role}`,
    denied: missed.length,
    "what was seen": `failed: ${failure.slice(0, 200)}`,
  };
}

/** Someone who must not get in, and what AWS would say. */
interface Denial {
  readonly id: string;
  readonly run: (gateway: SandboxGateway) => Promise<Figures>;
}

const DENIALS: Denial[] = [
  {
    id: "a pod with another service account",
    run: (gateway) =>
      withServiceAccount(NAMESPACE, INTRUDER, () =>
        refusedBySts(gateway, () => tokenInPod(NAMESPACE, INTRUDER), own("taskmanager"), "AccessDenied"),
      ),
  },
  {
    id: "a token for another audience",
    run: (gateway) =>
      withAccount((account) =>
        refusedBySts(
          gateway,
          () => tokenOf(NAMESPACE, account, "https://kubernetes.default.svc"),
          own("taskmanager"),
          "InvalidIdentityToken",
        ),
      ),
  },
  {
    id: "an expired token",
    run: (gateway) =>
      withAccount((account) =>
        refusedBySts(gateway, () => expiredTokenOf(NAMESPACE, account), own("taskmanager"), "ExpiredTokenException"),
      ),
  },
  {
    id: "another cluster's role",
    run: (gateway) =>
      withAccount((account) =>
        refusedBySts(
          gateway,
          () => tokenOf(NAMESPACE, account),
          roleArn(other().clusterId, "taskmanager"),
          "AccessDenied",
        ),
      ),
  },
  {
    id: "the JobManagers' role for a TaskManager",
    run: (gateway) =>
      withAccount((account) =>
        refusedBySts(gateway, () => tokenOf(NAMESPACE, account), own("jobmanager"), "AccessDenied"),
      ),
  },
  {
    id: "no TLS",
    run: (gateway) =>
      refusedByS3(
        gateway,
        false,
        async (client, { bucket }, root) =>
          client.send(new GetObjectCommand({ Bucket: bucket, Key: `${root}/checkpoints/x` })),
        "explicit deny",
      ),
  },
  {
    id: "another cluster's folder: listing",
    run: (gateway) =>
      refusedByS3(
        gateway,
        true,
        (client, { bucket }) =>
          client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `${rootOf(other())}/checkpoints/` })),
        "implicit deny",
      ),
  },
  {
    id: "another cluster's folder: writing",
    run: (gateway) =>
      refusedByS3(
        gateway,
        true,
        (client, { bucket }) =>
          client.send(new PutObjectCommand({ Bucket: bucket, Key: `${rootOf(other())}/checkpoints/x`, Body: "x" })),
        "implicit deny",
      ),
  },
  {
    id: "a TaskManager that writes HA metadata",
    run: (gateway) =>
      refusedByS3(
        gateway,
        true,
        (client, { bucket }, root) =>
          client.send(new PutObjectCommand({ Bucket: bucket, Key: `${root}/ha/x`, Body: "x" })),
        "implicit deny",
      ),
  },
];

function own(role: "jobmanager" | "taskmanager"): string {
  return roleArn(clusterOf(DIRECTED).clusterId, role);
}

function other(): GatewayCluster {
  return clusterOf(DIRECTED, "acc-id-other");
}

/** The TaskManagers' service account, as a cluster has it. */
function withAccount<T>(use: (account: string) => Promise<T>): Promise<T> {
  const { serviceAccount } = names({
    clusterId: clusterOf(DIRECTED).clusterId,
    namespace: NAMESPACE,
    generation: 1,
  });
  return withServiceAccount(NAMESPACE, serviceAccount.taskmanager, () => use(serviceAccount.taskmanager));
}

async function refusedBySts(
  gateway: SandboxGateway,
  token: () => Promise<string>,
  role: string,
  code: string,
): Promise<Figures> {
  gateway.gateway.use(accessOf([clusterOf(DIRECTED), other()], gateway.issuer));
  const text = await token();
  const mark = gateway.gateway.decisions.mark();
  const answer = await gateway.client.assume(text, role);
  assert.equal(answer.code, code, answer.text);
  return seen(gateway, mark, `${answer.status} ${code}`);
}

/** With the TaskManagers' own keys. */
function refusedByS3(
  gateway: SandboxGateway,
  secure: boolean,
  ask: (client: S3Client, cluster: GatewayCluster, root: string) => Promise<unknown>,
  decision: DecisionRecord["decision"],
): Promise<Figures> {
  return withAccount(async (account) => {
    const cluster = clusterOf(DIRECTED);
    gateway.gateway.use(accessOf([cluster, other()], gateway.issuer));
    const keys = await gateway.client.keys(await tokenOf(NAMESPACE, account), own("taskmanager"));
    const client = gateway.client.s3(keys, secure);
    const mark = gateway.gateway.decisions.mark();
    try {
      await assert.rejects(ask(client, cluster, rootOf(cluster)), { name: "AccessDenied" });
    } finally {
      client.destroy();
    }
    assert.ok(gateway.gateway.decisions.since(mark).some((record) => record.decision === decision));
    return seen(gateway, mark, "403 AccessDenied");
  });
}

function seen(gateway: SandboxGateway, mark: number, answer: string): Figures {
  const denied = gateway.gateway.decisions.since(mark).filter(isDenied);
  assert.ok(denied.length > 0, "the denial is not in the log");
  return { denied: denied.length, "what was seen": `${answer}: ${denied.map(describeDenial).join("; ")}` };
}

function usesOf(plugin: S3Plugin, records: RowRecord[]): FolderUse[] {
  return records
    .filter(({ figures }) => figures.plugin === plugin && figures.without === undefined)
    .flatMap(({ figures }) => (figures.uses ?? []) as FolderUse[]);
}

/** Every action and role, with the folders for which requests needed it. */
function useTable(plugin: S3Plugin, records: RowRecord[]): string {
  const uses = usesOf(plugin, records);
  const keys = [...new Set(uses.map(({ action, role, folder }) => JSON.stringify([action, role, folder])))].sort();
  const rows = keys.map((key) => {
    const same = uses.filter(({ action, role, folder }) => JSON.stringify([action, role, folder]) === key);
    const sum = (figure: "requests" | "denied") => same.reduce((total, use) => total + use[figure], 0);
    return [...(JSON.parse(key) as string[]), sum("requests"), sum("denied")];
  });
  return `What the roles asked for with ${plugin}:\n\n${markdown(["action", "role", "folder", "requests", "denied"], rows)}`;
}
