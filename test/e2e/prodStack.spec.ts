import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ensureNamespace, kubectl } from "../../sandbox/client";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { awsPlugin } from "../standins/aws/awsPlugin";
import { AwsStack, type Step } from "../standins/aws/awsStack";
import { inputsOf, planned, UNKNOWN } from "../standins/aws/plan";
import { SimulatedAws } from "../standins/aws/server/simulatedAws";
import { auditEvents, isWrite } from "../support/audit";
import { renamedContext } from "../support/renamedContext";

const NAMESPACE = "flink-prod";
const BUCKET = "example-orders-flink-state";
const ISSUER = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const TAGS = { service: "orders", environment: "production" };

const trust = (serviceAccount: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "ServiceAccount",
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Condition: {
        StringEquals: {
          [`${ISSUER}:sub`]: `system:serviceaccount:${NAMESPACE}:${serviceAccount}`,
          [`${ISSUER}:aud`]: "sts.amazonaws.com",
        },
      },
    },
  ],
});
const role = (serviceAccount: string) => ({
  assumeRolePolicy: trust(serviceAccount),
  description: `Flink state for the service account ${NAMESPACE}/${serviceAccount}`,
  path: "/flink/",
  tags: TAGS,
});
const encryption = (kmsMasterKeyId: string) => ({
  bucket: BUCKET,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId }, bucketKeyEnabled: true }],
});
const everything = { filter: { prefix: "" }, status: "Enabled" };

/** Every object on AWS; what only AWS knows is unknown. */
const AWS: Record<string, object> = {
  "aws:s3/bucket:Bucket orders-state": { bucket: BUCKET, tags: TAGS },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock orders-state": {
    bucket: BUCKET,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls orders-state": {
    bucket: BUCKET,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration orders-state":
    encryption(UNKNOWN),
  "aws:s3/bucketVersioning:BucketVersioning orders-state": {
    bucket: BUCKET,
    versioningConfiguration: { status: "Enabled" },
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration orders-state": {
    bucket: BUCKET,
    rules: [
      { id: "abort-incomplete-uploads", ...everything, abortIncompleteMultipartUpload: { daysAfterInitiation: 14 } },
      {
        id: "expire-noncurrent-versions",
        ...everything,
        noncurrentVersionExpiration: { noncurrentDays: 7 },
        expiration: { expiredObjectDeleteMarker: true },
      },
    ],
  },
  // Names the roles that may write.
  "aws:s3/bucketPolicy:BucketPolicy orders-state": { bucket: BUCKET, policy: UNKNOWN },
  "aws:kms/key:Key orders-state": {
    description: `Flink state in s3://${BUCKET}`,
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    tags: TAGS,
  },
  "aws:kms/alias:Alias orders-state": { name: `alias/${BUCKET}`, targetKeyId: UNKNOWN },
  "aws:iam/role:Role orders-jobmanager": role("orders-jobmanager"),
  "aws:iam/role:Role orders-taskmanager": role("orders-taskmanager"),
  "aws:s3/bucketObjectv2:BucketObjectv2 orders-state": {
    bucket: BUCKET,
    key: "flink/orders/",
    contentType: "application/x-directory",
    overrideProvider: { defaultTags: { tags: {} } },
  },
  // Name the key.
  "aws:iam/rolePolicy:RolePolicy orders-jobmanager": { policy: UNKNOWN },
  "aws:iam/rolePolicy:RolePolicy orders-taskmanager": { policy: UNKNOWN },
};

/** What holds or guards state. */
const KEPT = Object.keys(AWS).filter((object) => /^aws:(s3|kms)/.test(object) && !/Alias|Object/.test(object));

const JOB_ID = "3d1f799648164b5ec11ff0a1d180f640";
const configMaps = (verbs: string[], resourceNames?: string[]) => ({
  apiGroups: [""],
  resources: ["configmaps"],
  ...(resourceNames && { resourceNames }),
  verbs,
});
const selector = {
  "app.kubernetes.io/component": "jobmanager",
  "app.kubernetes.io/instance": "orders",
  "app.kubernetes.io/name": "flink",
  "pulumi-flink/generation": "1",
};
const port = (name: string, number: number, targetPort = name) => ({ name, port: number, targetPort });
const binding = (kind: string) => ({
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: `orders-g1-${kind}` },
  subjects: [{ kind: "ServiceAccount", name: `orders-${kind}`, namespace: NAMESPACE }],
});

/**
 * Every object in Kubernetes: its name there (the ConfigMap's ends with a hash of its content) and what it says; pods
 * and configuration below.
 */
const KUBERNETES: Record<string, { name: string; says?: object }> = {
  "kubernetes:core/v1:ServiceAccount orders-jobmanager": {
    name: "orders-jobmanager",
    says: { automountServiceAccountToken: false },
  },
  "kubernetes:core/v1:ServiceAccount orders-taskmanager": {
    name: "orders-taskmanager",
    says: { automountServiceAccountToken: false },
  },
  "kubernetes:rbac.authorization.k8s.io/v1:Role orders-jobmanager": {
    name: "orders-g1-jobmanager",
    says: {
      rules: [
        configMaps(["create"]),
        configMaps(["get", "list", "watch", "update", "patch", "delete"], ["orders-g1-cluster-config-map"]),
        configMaps(["get", "update", "delete"], [`orders-g1-${JOB_ID}-config-map`]),
      ],
    },
  },
  "kubernetes:rbac.authorization.k8s.io/v1:Role orders-taskmanager": {
    name: "orders-g1-taskmanager",
    says: { rules: [configMaps(["list", "watch"], ["orders-g1-cluster-config-map"])] },
  },
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding orders-jobmanager": {
    name: "orders-g1-jobmanager",
    says: binding("jobmanager"),
  },
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding orders-taskmanager": {
    name: "orders-g1-taskmanager",
    says: binding("taskmanager"),
  },
  "kubernetes:core/v1:Service orders-jobmanager": {
    name: "orders-jobmanager",
    says: {
      spec: {
        clusterIP: "None",
        publishNotReadyAddresses: true,
        selector,
        ports: [port("jobmanager-rpc", 6123), port("blobserver", 6124), port("rest", 8081)],
      },
    },
  },
  "kubernetes:core/v1:Service orders-rest": {
    name: "orders-rest",
    says: { spec: { type: "ClusterIP", selector, ports: [port("rest", 8081)] } },
  },
  "kubernetes:core/v1:ConfigMap orders-config": { name: "orders-g1-config-", says: { immutable: true } },
  "kubernetes:apps/v1:Deployment orders-jobmanager": { name: "orders-g1-jobmanager" },
  "kubernetes:apps/v1:Deployment orders-taskmanager": { name: "orders-g1-taskmanager" },
};

const COMPONENTS = [
  "flink:index:S3StateStorage orders",
  "flink:index:FlinkCluster orders",
  "pulumi:pulumi:Stack pulumi-flink-prod",
];

describe(`the prod stack as the engine plans it, by the ${awsPlugin()} plugin`, () => {
  let aws: SimulatedAws;
  let stack: AwsStack;
  let since: Date;

  before(async () => {
    aws = await SimulatedAws.start();
    const { config } = parse(readFileSync(join(PROJECT_ROOT, "stacks", "Pulumi.prod.yaml"), "utf8")) as {
      config: Record<string, unknown>;
    };
    stack = await AwsStack.create(aws, "prod", { program: PROJECT_ROOT });
    const file = join(stack.directory, "kubeconfig");
    writeFileSync(file, renamedContext(config["kubernetes:context"] as string), { mode: 0o600 });
    stack.environment.KUBECONFIG = file;
    stack.configure(config);
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
      const writes = await aws.writesDuring(
        async () => (plan = new Map((await stack.preview()).map((step) => [planned(step.urn), step]))),
      );
      assert.deepEqual(writes, []);
    });

    it("creates these objects and no others", () => {
      assert.deepEqual(
        [...plan.keys()].sort(),
        [...Object.keys(AWS), ...Object.keys(KUBERNETES), ...COMPONENTS].sort(),
      );
      assert.deepEqual([...new Set([...plan.values()].map(({ op }) => op))], ["create"]);
    });

    for (const [object, expected] of Object.entries(AWS)) {
      it(`plans ${object}`, () => {
        const inputs = inputsOf(plan.get(object)!);
        // The role's name is made up by the plugin.
        if (object.startsWith("aws:iam/rolePolicy"))
          assert.match(String(inputs.role), /^(orders-(job|task)manager-[0-9a-f]{7}|04da6b54-.*)$/);
        assert.deepEqual(object.startsWith("aws:iam/rolePolicy") ? { policy: inputs.policy } : inputs, expected);
      });
    }

    it("protects and keeps what holds or guards state, and nothing else", () => {
      const kept = [...plan.values()]
        .filter(({ newState }) => newState!.protect && newState!.retainOnDelete)
        .map(({ urn }) => planned(urn));
      const half = [...plan.values()].filter(
        ({ newState }) => Boolean(newState!.protect) !== Boolean(newState!.retainOnDelete),
      );
      // It holds nothing.
      assert.deepEqual(
        [kept.sort(), half.map(({ urn }) => planned(urn))],
        [KEPT.sort(), ["aws:s3/bucketObjectv2:BucketObjectv2 orders-state"]],
      );
    });

    for (const [kind, replicas] of [
      ["jobmanager", 2],
      ["taskmanager", 3],
    ] as const) {
      it(`shows the ${kind} pods but for what nobody knows yet`, () => {
        const { spec } = inputsOf(plan.get(`kubernetes:apps/v1:Deployment orders-${kind}`)!);
        const [{ env, image, resources }] = spec.template.spec.containers;
        assert.equal(spec.replicas, replicas);
        assert.match(image, /@sha256:/);
        assert.deepEqual(Object.keys(resources.limits), ["memory"]);
        assert.deepEqual(
          (env as { name: string; value: unknown }[]).filter(({ value }) => value === UNKNOWN).map(({ name }) => name),
          ["AWS_ROLE_ARN"],
        );
      });
    }
  });

  describe("once AWS's part is there", () => {
    let plan: Map<string, Step>;
    let state: Map<string, any>;
    let keyArn: string;
    let roleArns: Record<"jobmanager" | "taskmanager", string>;

    before(async () => {
      copyFileSync(
        join(PROJECT_ROOT, "test", "standins", "aws", "program", "storageOfStack.ts"),
        join(stack.directory, "index.ts"),
      );
      await stack.up();
      copyFileSync(join(PROJECT_ROOT, "index.ts"), join(stack.directory, "index.ts"));
      plan = new Map(
        (await stack.preview()).filter(({ op }) => op !== "same").map((step) => [planned(step.urn), step]),
      );
      const resources = await stack.resources();
      state = new Map(
        resources.map((resource) => [planned(resource.urn), inputsOf({ urn: resource.urn, newState: resource })]),
      );
      const arn = (object: string) => resources.find(({ urn }) => planned(urn) === object)!.outputs.arn as string;
      keyArn = arn("aws:kms/key:Key orders-state");
      roleArns = {
        jobmanager: arn("aws:iam/role:Role orders-jobmanager"),
        taskmanager: arn("aws:iam/role:Role orders-taskmanager"),
      };
    });

    const policy = (object: string) =>
      (
        state.get(object).policy as {
          Statement: { Sid: string; Action: string[]; Resource: string[]; Condition?: object }[];
        }
      ).Statement;
    const folder = (path: string) => `arn:aws:s3:::${BUCKET}/flink/orders/${path}/*`;

    it("has encrypted with the created key and left writing to the two roles", () => {
      assert.deepEqual(
        state.get(
          "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration orders-state",
        ),
        encryption(keyArn),
      );
      const [insecure, others] = policy("aws:s3/bucketPolicy:BucketPolicy orders-state");
      assert.deepEqual(
        [insecure.Sid, insecure.Condition],
        ["DenyInsecureTransport", { Bool: { "aws:SecureTransport": "false" } }],
      );
      assert.deepEqual(others, {
        Sid: "DenyOtherWriters",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"],
        Resource: [`arn:aws:s3:::${BUCKET}/flink/orders/?*`],
        Condition: { ArnNotEquals: { "aws:PrincipalArn": [roleArns.jobmanager, roleArns.taskmanager] } },
      });
    });

    it("grants each role only folders of the cluster and the key", () => {
      const useKey = {
        Sid: "UseKeys",
        Effect: "Allow",
        Resource: [keyArn],
        Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
      };
      const own = ["checkpoints", "ha", "savepoints", "sink"].map(folder);
      for (const kind of ["jobmanager", "taskmanager"] as const) {
        const statements = policy(`aws:iam/rolePolicy:RolePolicy orders-${kind}`);
        assert.deepEqual(
          { ...statements.find(({ Sid }) => Sid === "UseKeys"), Action: undefined },
          { ...useKey, Action: undefined },
        );
        const objects = statements
          .filter(({ Action }) => Action.some((action) => /Object|Multipart/.test(action)))
          .flatMap(({ Resource }) => Resource);
        // Before it makes a folder, S3A looks whether those above are files.
        assert.deepEqual(
          [...new Set(objects)].sort(),
          kind === "jobmanager"
            ? [`arn:aws:s3:::${BUCKET}/flink/orders/*`, ...own.filter((path) => path !== folder("sink"))].sort()
            : own,
          kind,
        );
        const written = statements
          .filter(({ Action }) => Action.includes("s3:PutObject"))
          .flatMap(({ Resource }) => Resource);
        assert.equal(written.includes(folder("ha")), kind === "jobmanager", "only JobManagers write HA metadata");
        for (const { Action, Resource } of statements)
          assert.ok(
            ![...Action, ...Resource].some((text) => /^(\*|[a-z0-9]+:\*|arn:aws:s3:::\*)$/.test(text)),
            JSON.stringify({ Action, Resource }),
          );
      }
    });

    it("creates only the cluster", () => {
      assert.deepEqual([...plan.keys()].sort(), [...Object.keys(KUBERNETES), "flink:index:FlinkCluster orders"].sort());
      assert.deepEqual([...new Set([...plan.values()].map(({ op }) => op))], ["create"]);
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

    it("points Flink at the bucket, with the web identity for its keys", () => {
      const { data } = plan.get("kubernetes:core/v1:ConfigMap orders-config")!.newState!.inputs;
      const flink = parse(data["config.yaml"]) as Record<string, string>;
      const root = `s3://${BUCKET}/flink/orders`;
      assert.match(flink["high-availability.storageDir"], new RegExp(`^${root}/ha/[0-9a-f]{8}$`));
      assert.match(flink["execution.checkpointing.dir"], new RegExp(`^${root}/checkpoints/[0-9a-f]{8}$`));
      assert.equal(flink["execution.checkpointing.savepoint-dir"], `${root}/savepoints`);
      assert.equal(flink["fs.s3a.aws.credentials.provider"], "com.amazonaws.auth.WebIdentityTokenCredentialsProvider");
      assert.equal(flink["fs.s3a.endpoint.region"], "eu-central-1");
      assert.ok(
        [undefined, "https://s3.eu-central-1.amazonaws.com"].includes(flink["s3.endpoint"]),
        flink["s3.endpoint"],
      );
      assert.deepEqual(
        Object.keys(flink).filter((key) => /access.?key|secret/i.test(key)),
        [],
      );
    });

    for (const [kind, replicas] of [
      ["jobmanager", 2],
      ["taskmanager", 3],
    ] as const) {
      it(`gives the ${kind} pods their own service account, token and role`, () => {
        const { spec } = plan.get(`kubernetes:apps/v1:Deployment orders-${kind}`)!.newState!.inputs;
        const pod = spec.template.spec;
        const [{ env, image, volumeMounts }] = pod.containers;
        const variables = Object.fromEntries(
          (env as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
        );
        assert.equal(spec.replicas, replicas);
        assert.match(image, /@sha256:/);
        assert.equal(pod.serviceAccountName, `orders-${kind}`);
        assert.equal(variables.AWS_ROLE_ARN, roleArns[kind]);
        assert.deepEqual(
          [variables.AWS_REGION, variables.AWS_STS_REGIONAL_ENDPOINTS, variables.AWS_EC2_METADATA_DISABLED],
          ["eu-central-1", "regional", "true"],
        );
        assert.deepEqual(
          Object.keys(variables).filter((name) => /ACCESS_KEY/.test(name)),
          [],
        );
        const projected = (pod.volumes as { name: string; projected?: { sources: object[] } }[]).find(
          ({ projected }) => projected,
        )!;
        assert.deepEqual(projected.projected!.sources, [
          { serviceAccountToken: { audience: "sts.amazonaws.com", expirationSeconds: 3600, path: "token" } },
        ]);
        const { mountPath } = (volumeMounts as { name: string; mountPath: string }[]).find(
          ({ name }) => name === projected.name,
        )!;
        assert.equal(variables.AWS_WEB_IDENTITY_TOKEN_FILE, `${mountPath}/token`);
      });
    }

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
