import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { PROCESS_KINDS, type ProcessKind } from "../../components/model/processes";
import { ensureNamespace, kubectl } from "../../sandbox/client";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { awsPlugin } from "../standins/aws/awsPlugin";
import type { AwsStack, Step } from "../standins/aws/awsStack";
import { inputsOf, planned, UNKNOWN } from "../standins/aws/plan";
import { SimulatedAws } from "../standins/aws/server/simulatedAws";
import { auditEvents, isWrite } from "../support/audit";
import { AWS, encryption, KEPT, type Statement } from "./prodStack/aws";
import { KUBERNETES } from "./prodStack/kubernetes";
import { BUCKET, COMPONENTS, NAMESPACE, REGION, REPLICAS } from "./prodStack/names";
import { createProdStack, deployment, planOf, type Pod } from "./prodStack/stack";

const operations = (plan: Map<string, Step>) => [...new Set([...plan.values()].map(({ op }) => op))];
const folder = (path: string) => `arn:aws:s3:::${BUCKET}/flink/orders/${path}/*`;

/** Its input `role` differs by plugin. */
const isRolePolicy = (object: string) => object.startsWith("aws:iam/rolePolicy");

describe(`the prod stack as the engine plans it, by the ${awsPlugin()} plugin`, () => {
  let aws: SimulatedAws;
  let stack: AwsStack;
  let since: Date;

  before(async () => {
    aws = await SimulatedAws.start();
    stack = await createProdStack(aws);
    await ensureNamespace(NAMESPACE);
    since = new Date();
  });
  after(async () => {
    stack?.dispose();
    await aws?.stop();
    await kubectl(["delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait=false"]);
  });

  describe("with nothing there yet", () => {
    let plan: Map<string, Step>;

    before(async () => {
      const writes = await aws.writesDuring(async () => (plan = await planOf(stack)));
      assert.deepEqual(writes, []);
    });

    it("creates these objects and no others", () => {
      assert.deepEqual(
        [...plan.keys()].sort(),
        [...Object.keys(AWS), ...Object.keys(KUBERNETES), ...COMPONENTS].sort(),
      );
      assert.deepEqual(operations(plan), ["create"]);
    });

    for (const [object, expected] of Object.entries(AWS).filter(([name]) => !isRolePolicy(name))) {
      it(`plans ${object}`, () => assert.deepEqual(inputsOf(plan.get(object)!), expected));
    }

    for (const [object, expected] of Object.entries(AWS).filter(([name]) => isRolePolicy(name))) {
      it(`plans ${object}`, () => {
        const { role, policy } = inputsOf(plan.get(object)!);
        // The role's name is made up by the plugin, or unknown.
        assert.match(String(role), new RegExp(`^(orders-(job|task)manager-[0-9a-f]{7}|${UNKNOWN})$`));
        assert.deepEqual({ policy }, expected);
      });
    }

    it("protects and keeps what holds or guards state", () => {
      const kept = [...plan.values()].filter(({ newState }) => newState!.protect && newState!.retainOnDelete);
      assert.deepEqual(kept.map(({ urn }) => planned(urn)).sort(), [...KEPT].sort());
    });

    it("keeps the folder's marker, which holds nothing, without protecting it", () => {
      const half = [...plan.values()].filter(
        ({ newState }) => Boolean(newState!.protect) !== Boolean(newState!.retainOnDelete),
      );
      assert.deepEqual(
        half.map(({ urn, newState }) => [planned(urn), newState!.retainOnDelete]),
        [["aws:s3/bucketObjectv2:BucketObjectv2 orders-state", true]],
      );
    });

    for (const kind of PROCESS_KINDS) {
      it(`shows the ${kind} pods but for what nobody knows yet`, () => {
        const { replicas, pod } = deployment(inputsOf(plan.get(`kubernetes:apps/v1:Deployment orders-${kind}`)!));
        const [{ env, image, resources }] = pod.containers;
        assert.equal(replicas, REPLICAS[kind]);
        assert.match(image, /@sha256:/);
        assert.deepEqual(Object.keys(resources.limits), ["memory"]);
        assert.deepEqual(
          env.filter(({ value }) => value === UNKNOWN).map(({ name }) => name),
          ["AWS_ROLE_ARN"],
        );
      });
    }
  });

  describe("once AWS's part is there", () => {
    let plan: Map<string, Step>;
    /** Inputs of what is there. */
    let made: Map<string, any>;
    let keyArn: string;
    let roleArns: Record<ProcessKind, string>;

    before(async () => {
      const storageOnly = join(PROJECT_ROOT, "test", "standins", "aws", "program", "storageOfStack.ts");
      copyFileSync(storageOnly, join(stack.directory, "index.ts"));
      await stack.up();
      copyFileSync(join(PROJECT_ROOT, "index.ts"), join(stack.directory, "index.ts"));
      plan = await planOf(stack);
      const resources = await stack.resources();
      made = new Map(
        resources.map((resource) => [planned(resource.urn), inputsOf({ ...resource, newState: resource })]),
      );
      const arn = (object: string) => resources.find(({ urn }) => planned(urn) === object)!.outputs.arn as string;
      keyArn = arn("aws:kms/key:Key orders-state");
      roleArns = {
        jobmanager: arn("aws:iam/role:Role orders-jobmanager"),
        taskmanager: arn("aws:iam/role:Role orders-taskmanager"),
      };
    });

    const statements = (object: string) => (made.get(object).policy as { Statement: Statement[] }).Statement;

    it("has encrypted with the created key", () => {
      const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
      assert.deepEqual(made.get(`${type} orders-state`), encryption(keyArn));
    });

    it("has refused requests without TLS, and left writing to the two roles", () => {
      const [insecure, others] = statements("aws:s3/bucketPolicy:BucketPolicy orders-state");
      assert.equal(insecure.Sid, "DenyInsecureTransport");
      assert.deepEqual(insecure.Condition, { Bool: { "aws:SecureTransport": "false" } });
      assert.deepEqual(others, {
        Sid: "DenyOtherWriters",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"],
        Resource: [`arn:aws:s3:::${BUCKET}/flink/orders/?*`],
        Condition: { ArnNotEquals: { "aws:PrincipalArn": [roleArns.jobmanager, roleArns.taskmanager] } },
      });
    });

    for (const kind of PROCESS_KINDS) {
      describe(`the policy of the ${kind}s' role`, () => {
        const granted = () => statements(`aws:iam/rolePolicy:RolePolicy orders-${kind}`);
        const resourcesOf = (isMeant: (action: string) => boolean) =>
          granted()
            .filter(({ Action }) => Action.some(isMeant))
            .flatMap(({ Resource }) => Resource);

        it("grants the created key, through S3 only", () => {
          const { Action, ...key } = granted().find(({ Sid }) => Sid === "UseKeys")!;
          assert.ok(Action.every((action) => action.startsWith("kms:")));
          assert.deepEqual(key, {
            Sid: "UseKeys",
            Effect: "Allow",
            Resource: [keyArn],
            Condition: { StringEquals: { "kms:ViaService": `s3.${REGION}.amazonaws.com` } },
          });
        });

        it("grants objects in folders of the cluster only", () => {
          const objects = new Set(resourcesOf((action) => /Object|Multipart/.test(action)));
          const expected: Record<ProcessKind, string[]> = {
            // Before it makes a folder, S3A looks whether those above are files.
            jobmanager: [`arn:aws:s3:::${BUCKET}/flink/orders/*`, ...["checkpoints", "ha", "savepoints"].map(folder)],
            taskmanager: ["checkpoints", "ha", "savepoints", "sink"].map(folder),
          };
          assert.deepEqual([...objects].sort(), expected[kind].sort());
        });

        it(`${kind === "jobmanager" ? "lets them" : "does not let them"} write HA metadata`, () => {
          const written = resourcesOf((action) => action === "s3:PutObject");
          assert.equal(written.includes(folder("ha")), kind === "jobmanager");
        });

        it("has no wildcard for a service or a bucket", () => {
          const texts = granted().flatMap(({ Action, Resource }) => [...Action, ...Resource]);
          assert.deepEqual(
            texts.filter((text) => /^(\*|[a-z0-9]+:\*|arn:aws:s3:::\*)$/.test(text)),
            [],
          );
        });
      });
    }

    it("creates only the cluster", () => {
      assert.deepEqual([...plan.keys()].sort(), [...Object.keys(KUBERNETES), "flink:index:FlinkCluster orders"].sort());
      assert.deepEqual(operations(plan), ["create"]);
    });

    for (const [object, { name, says = {} }] of Object.entries(KUBERNETES)) {
      it(`plans ${object}`, () => {
        const { metadata, ...inputs } = plan.get(object)!.newState!.inputs;
        assert.equal(metadata.namespace, NAMESPACE);
        assert.ok(
          object.includes("ConfigMap") ? metadata.name.startsWith(name) : metadata.name === name,
          metadata.name,
        );
        assert.deepEqual(metadata.labels, {
          "app.kubernetes.io/name": "flink",
          "app.kubernetes.io/instance": "orders",
          "app.kubernetes.io/managed-by": "pulumi",
        });
        assert.deepEqual(Object.fromEntries(Object.keys(says).map((key) => [key, inputs[key]])), says);
      });
    }

    describe("Flink's configuration", () => {
      let flink: Record<string, string>;
      before(() => {
        const { data } = plan.get("kubernetes:core/v1:ConfigMap orders-config")!.newState!.inputs;
        flink = parse(data["config.yaml"]) as Record<string, string>;
      });

      it("has all state in the cluster's folder", () => {
        const root = `s3://${BUCKET}/flink/orders`;
        assert.match(flink["high-availability.storageDir"], new RegExp(`^${root}/ha/[0-9a-f]{8}$`));
        assert.match(flink["execution.checkpointing.dir"], new RegExp(`^${root}/checkpoints/[0-9a-f]{8}$`));
        assert.equal(flink["execution.checkpointing.savepoint-dir"], `${root}/savepoints`);
      });

      it("names the bucket's region, and S3 there", () => {
        const endpoint = flink["s3.endpoint"];
        assert.equal(flink["fs.s3a.endpoint.region"], REGION);
        assert.ok([undefined, `https://s3.${REGION}.amazonaws.com`].includes(endpoint), endpoint);
      });

      it("takes keys by the web identity, and holds none", () => {
        const provider = "com.amazonaws.auth.WebIdentityTokenCredentialsProvider";
        assert.equal(flink["fs.s3a.aws.credentials.provider"], provider);
        assert.deepEqual(
          Object.keys(flink).filter((key) => /access.?key|secret/i.test(key)),
          [],
        );
      });
    });

    for (const kind of PROCESS_KINDS) {
      describe(`the ${kind} pods`, () => {
        let replicas: number;
        let pod: Pod;
        let variables: Record<string, string>;
        before(() => {
          const { inputs } = plan.get(`kubernetes:apps/v1:Deployment orders-${kind}`)!.newState!;
          ({ replicas, pod } = deployment(inputs));
          variables = Object.fromEntries(pod.containers[0].env.map(({ name, value }) => [name, value]));
        });

        it("run an image by its digest, as often as configured", () => {
          assert.equal(replicas, REPLICAS[kind]);
          assert.match(pod.containers[0].image, /@sha256:/);
        });

        it("have their own service account and role", () => {
          assert.equal(pod.serviceAccountName, `orders-${kind}`);
          assert.equal(variables.AWS_ROLE_ARN, roleArns[kind]);
        });

        it("ask STS in their region, and nobody else for keys", () => {
          assert.equal(variables.AWS_REGION, REGION);
          assert.equal(variables.AWS_STS_REGIONAL_ENDPOINTS, "regional");
          assert.equal(variables.AWS_EC2_METADATA_DISABLED, "true");
          assert.deepEqual(
            Object.keys(variables).filter((name) => /ACCESS_KEY/.test(name)),
            [],
          );
        });

        it("find the token of their service account where the variable says", () => {
          const { name, projected } = pod.volumes.find((volume) => volume.projected)!;
          assert.deepEqual(projected!.sources, [
            { serviceAccountToken: { audience: "sts.amazonaws.com", expirationSeconds: 3600, path: "token" } },
          ]);
          const { mountPath } = pod.containers[0].volumeMounts.find((mount) => mount.name === name)!;
          assert.equal(variables.AWS_WEB_IDENTITY_TOKEN_FILE, `${mountPath}/token`);
        });
      });
    }
  });

  describe("after both previews", () => {
    it("has written nothing to Kubernetes", async () => {
      const written: string[] = [];
      for await (const event of auditEvents({ since, mentions: NAMESPACE })) {
        // The control plane puts a service account and a certificate into every new namespace.
        const own = !event.user.username.startsWith("system:") && event.objectRef?.namespace === NAMESPACE;
        if (own && isWrite(event) && !event.requestURI.includes("dryRun=All"))
          written.push(`${event.verb} ${event.requestURI}`);
      }
      assert.deepEqual(written, []);
    });
  });
});
