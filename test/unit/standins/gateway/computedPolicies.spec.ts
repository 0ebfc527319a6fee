import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { S3Plugin } from "../../../../components/arguments/storage";
import type { ProcessKind } from "../../../../components/model/processes";
import {
  accessOf,
  type GatewayCluster,
  grantsOf,
  oidcProviderArn,
  roleArn,
  rootOf,
  storageOnAws,
  without,
} from "../../../support/clusterBehindGateway/cluster";
import { folderUses } from "../../../support/clusterBehindGateway/folderUses";
import { AUDIENCE, BUCKET, Harness, ISSUER, PROVIDER, REGION } from "./harness";

const clusterOf = (plugin: S3Plugin, clusterId = "job"): GatewayCluster => ({
  clusterId,
  namespace: "flink",
  bucket: BUCKET,
  folder: "tests",
  plugin,
  region: REGION,
});

for (const plugin of Object.values(S3Plugin)) {
  describe(`the policies that the component computes for ${plugin}, before the gateway`, () => {
    const cluster = clusterOf(plugin);
    const other = clusterOf(plugin, "job2");
    const access = accessOf([cluster, other], ISSUER);
    const root = rootOf(cluster);
    let harness: Harness;
    const clients = {} as Record<ProcessKind, S3Client>;

    before(async () => {
      equal(oidcProviderArn(ISSUER), PROVIDER);
      harness = await Harness.start({ access });
      for (const role of ["jobmanager", "taskmanager"] as const) {
        const token = await harness.token({ subject: `system:serviceaccount:flink:job-${role}`, audience: AUDIENCE });
        clients[role] = await harness.s3({ credentials: await harness.keysOf(token, roleArn("job", role)) });
      }
    });
    beforeEach(() => harness.gateway.use(access));
    after(() => harness.stop());

    const put = (role: ProcessKind, Key: string) =>
      clients[role].send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: "data" }));
    const isDenied = { name: "AccessDenied" };

    it("let each role work in its folders, the key of the bucket included", async () => {
      const mark = harness.gateway.decisions.mark();
      for (const folder of ["ha", "checkpoints", "savepoints"]) await put("jobmanager", `${root}/${folder}/x`);
      await put("taskmanager", `${root}/checkpoints/y`);
      await clients.taskmanager.send(new GetObjectCommand({ Bucket: BUCKET, Key: `${root}/ha/x` }));
      await rejects(
        clients.taskmanager.send(new HeadObjectCommand({ Bucket: BUCKET, Key: `${root}/checkpoints/none` })),
        { name: "NotFound" },
      );
      await clients.jobmanager.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: `${root}/checkpoints/y` }));
      const uses = folderUses(cluster, harness.gateway.decisions.since(mark));
      deepEqual(
        uses.filter(({ denied }) => denied > 0),
        [],
      );
      deepEqual(
        uses.find(({ role, action }) => role === "taskmanager" && action === "s3:GetObject"),
        { role: "taskmanager", action: "s3:GetObject", folder: "checkpoints", requests: 1, denied: 0 },
      );
      ok(
        uses.some(
          ({ role, action, folder }) => role === "taskmanager" && action === "kms:Decrypt" && folder === "(key)",
        ),
      );
    });

    it("deny what is another role's or another cluster's", async () => {
      await rejects(put("taskmanager", `${root}/ha/x`), isDenied);
      await rejects(put("jobmanager", `${rootOf(other)}/ha/x`), isDenied);
      await rejects(put("jobmanager", "elsewhere"), isDenied);
      for (const Prefix of [undefined, "", "tests/", `${rootOf(other)}/`, `${root}2/`]) {
        await rejects(clients.jobmanager.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix })), isDenied);
      }
    });

    it("deny writing to everyone else, whatever their own policies allow", async () => {
      const admin = {
        ...access.roles[2],
        policies: [
          JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }),
        ],
      };
      harness.gateway.use({ ...access, roles: [access.roles[0], access.roles[1], admin] });
      const token = await harness.token({ subject: "system:serviceaccount:flink:job2-jobmanager" });
      const client = await harness.s3({ credentials: await harness.keysOf(token, admin.arn) });
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: "elsewhere", Body: "data" }));
      await rejects(client.send(new PutObjectCommand({ Bucket: BUCKET, Key: `${root}/ha/x`, Body: "data" })), isDenied);
    });

    it("are less by one action when it is taken away", async () => {
      const grants = grantsOf(cluster);
      for (const grant of grants) {
        const arn = roleArn("job", grant.role);
        const left = without(access, "job", grant)
          .roles.find((role) => role.arn === arn)!
          .policies.flatMap((policy) =>
            JSON.parse(policy).Statement.flatMap((statement: { Action: string[] }) => statement.Action),
          );
        deepEqual(
          [...new Set(left)].sort(),
          grants
            .filter(({ role, action }) => role === grant.role && action !== grant.action)
            .map(({ action }) => action)
            .sort(),
        );
      }
      harness.gateway.use(without(access, "job", { role: "jobmanager", action: "kms:GenerateDataKey" }));
      await rejects(put("jobmanager", `${root}/ha/x`), isDenied);
      await put("taskmanager", `${root}/checkpoints/x`);
    });

    it("are used by pods that name the roles", () => {
      const { identity, uri, endpoint } = storageOnAws(cluster);
      deepEqual(
        { identity, uri, endpoint },
        {
          identity: {
            type: "irsa",
            jobManagerRoleArn: roleArn("job", "jobmanager"),
            taskManagerRoleArn: roleArn("job", "taskmanager"),
          },
          uri: `s3://${BUCKET}/tests`,
          endpoint: undefined,
        },
      );
    });
  });
}
