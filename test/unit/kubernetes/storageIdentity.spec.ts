import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type FlinkClusterArgs, S3Plugin, StorageIdentityType } from "../../../components";
import { UNKNOWN, valueOf } from "../../support/mocks";
import { cluster, Elsewhere, TYPES } from "../../support/recordedCluster";
import { configurationOf, under } from "../../support/recordedConfiguration";

const ROLES = {
  jobManagerRoleArn: "arn:aws:iam::123456789012:role/jobs",
  taskManagerRoleArn: "arn:aws:iam::123456789012:role/tasks",
};
const AWS = { uri: "s3://bucket/flink", region: "eu-central-1" };

/** A storage of each identity, and of none. */
const STORAGES: Record<StorageIdentityType | "none", FlinkClusterArgs["storage"]> = {
  [StorageIdentityType.Irsa]: { ...AWS, identity: { type: StorageIdentityType.Irsa, ...ROLES } },
  [StorageIdentityType.PodIdentity]: { ...AWS, identity: { type: StorageIdentityType.PodIdentity } },
  [StorageIdentityType.StaticKeys]: {
    ...AWS,
    endpoint: "http://store:9000",
    credentialsSecret: { name: "keys", accessKeyIdKey: "id" },
  },
  [StorageIdentityType.InstanceProfile]: { ...AWS, identity: { type: StorageIdentityType.InstanceProfile } },
  none: AWS,
};
const IDENTITIES = Object.keys(STORAGES) as (keyof typeof STORAGES)[];

function storageOf(identity: keyof typeof STORAGES, plugin: S3Plugin): FlinkClusterArgs["storage"] {
  return { ...(STORAGES[identity] as { uri: string }), plugin };
}

describe("credential providers", () => {
  const hadoop: Partial<Record<keyof typeof STORAGES, string>> = {
    irsa: "com.amazonaws.auth.WebIdentityTokenCredentialsProvider",
    "pod-identity": "com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper",
    "static-keys": "com.amazonaws.auth.EnvironmentVariableCredentialsProvider",
    "instance-profile": "com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper",
  };
  const versions = {
    "2.2.1": [S3Plugin.Hadoop, S3Plugin.Presto],
    "2.3.0": Object.values(S3Plugin),
    "2.3.7": Object.values(S3Plugin),
  };
  for (const [flinkVersion, plugins] of Object.entries(versions)) {
    for (const plugin of plugins) {
      for (const identity of IDENTITIES) {
        it(`of ${plugin} ${flinkVersion} with ${identity}`, async () => {
          const configuration = configurationOf(await cluster({ flinkVersion, storage: storageOf(identity, plugin) }));
          const expected = plugin === S3Plugin.Hadoop ? hadoop[identity] : undefined;
          const providers = Object.entries(configuration).filter(([key]) => /credentials/.test(key));
          assert.deepEqual(providers, expected === undefined ? [] : [["fs.s3a.aws.credentials.provider", expected]]);
        });
      }
    }
  }

  it("are the user's where no identity is given", async () => {
    const options = {
      "fs.s3a.aws.credentials.provider": "org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider",
    };
    assert.deepEqual(
      under(configurationOf(await cluster({ storage: { uri: "s3://bucket", options } })), "fs.s3a.aws"),
      options,
    );
  });
});

for (const [role, arn] of [
  ["jobmanager", ROLES.jobManagerRoleArn],
  ["taskmanager", ROLES.taskManagerRoleArn],
]) {
  describe(`pods of the ${role}s prove who they are`, () => {
    const region = { name: "AWS_REGION", value: "eu-central-1" };
    const noMetadata = { name: "AWS_EC2_METADATA_DISABLED", value: "true" };
    const env: Record<keyof typeof STORAGES, object[]> = {
      irsa: [
        region,
        { name: "AWS_ROLE_ARN", value: arn },
        { name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: "/var/run/secrets/eks.amazonaws.com/serviceaccount/token" },
        { name: "AWS_STS_REGIONAL_ENDPOINTS", value: "regional" },
        noMetadata,
      ],
      "pod-identity": [region, noMetadata],
      "static-keys": [
        region,
        { name: "AWS_ACCESS_KEY_ID", valueFrom: { secretKeyRef: { name: "keys", key: "id" } } },
        { name: "AWS_SECRET_ACCESS_KEY", valueFrom: { secretKeyRef: { name: "keys", key: "AWS_SECRET_ACCESS_KEY" } } },
        noMetadata,
      ],
      "instance-profile": [region],
      none: [region, noMetadata],
    };
    for (const plugin of Object.values(S3Plugin)) {
      for (const identity of IDENTITIES) {
        it(`by ${identity} to ${plugin}`, async () => {
          const { container, deployment } = await cluster({ storage: storageOf(identity, plugin) });
          const { env: all, volumeMounts } = container(role);
          const { volumes, automountServiceAccountToken, serviceAccountName } =
            deployment(role).inputs.spec.template.spec;
          assert.deepEqual(all.slice(2), env[identity]);
          const token = ({ name }: { name: string }) => name === "aws-iam-token";
          const projected = {
            sources: [
              { serviceAccountToken: { audience: "sts.amazonaws.com", expirationSeconds: 3600, path: "token" } },
            ],
          };
          const web = identity === StorageIdentityType.Irsa;
          assert.deepEqual(volumes.filter(token), web ? [{ name: "aws-iam-token", projected }] : []);
          assert.deepEqual(
            volumeMounts.filter(token),
            web
              ? [
                  {
                    name: "aws-iam-token",
                    mountPath: "/var/run/secrets/eks.amazonaws.com/serviceaccount",
                    readOnly: true,
                  },
                ]
              : [],
          );
          assert.deepEqual([volumes.length, volumeMounts.length], web ? [5, 5] : [4, 4]);
          // The token for the API server is another matter.
          assert.deepEqual([automountServiceAccountToken, serviceAccountName], [true, `demo-${role}`]);
        });
      }
    }

    it("whatever service account they have, without a mark on it", async () => {
      const { find, deployment, container } = await cluster({
        storage: STORAGES.irsa,
        access: { jobManagerServiceAccount: "mine", taskManagerServiceAccount: "mine" },
      });
      assert.equal(deployment(role).inputs.spec.template.spec.serviceAccountName, "mine");
      assert.deepEqual(container(role).env.slice(2), env.irsa);
      assert.throws(() => find(TYPES.serviceAccount, `demo-${role}`));
      const own = (await cluster({ storage: STORAGES.irsa })).find(TYPES.serviceAccount, `demo-${role}`);
      assert.deepEqual(Object.keys(own.inputs.metadata.annotations), ["pulumi.com/patchFieldManager"]);
    });
  });
}

/** The ways in which a storage with unknown roles can be given. */
const UNKNOWN_ROLES: Record<string, () => FlinkClusterArgs["storage"]> = {
  "an object with Outputs in it": () => unknownRoles(),
  "one Output": () => pulumi.output(unknownRoles()),
  "Outputs all the way down": () => ({
    uri: pulumi.output("s3://bucket/flink"),
    region: pulumi.output("eu-central-1"),
    identity: pulumi.output(unknownRoles().identity),
  }),
};

function unknownRoles() {
  const { value } = new Elsewhere();
  return {
    ...AWS,
    identity: {
      type: StorageIdentityType.Irsa,
      jobManagerRoleArn: value,
      taskManagerRoleArn: pulumi.output(ROLES.taskManagerRoleArn),
    },
  };
}

describe("roles that are unknown at preview", () => {
  for (const [title, storage] of Object.entries(UNKNOWN_ROLES)) {
    it(`hide nothing but themselves: ${title}`, async () => {
      const { deployment, container, find, result } = await cluster(() => ({ storage: storage() }), { preview: true });
      const roleOf = (role: string) =>
        container(role).env.find(({ name }: { name: string }) => name === "AWS_ROLE_ARN").value;
      assert.deepEqual([roleOf("jobmanager"), roleOf("taskmanager")], [UNKNOWN, ROLES.taskManagerRoleArn]);
      for (const role of ["jobmanager", "taskmanager"]) {
        const { metadata, spec } = deployment(role).inputs;
        assert.equal(metadata.name, `demo-g1-${role}`);
        assert.equal(spec.template.spec.serviceAccountName, `demo-${role}`);
        assert.equal(spec.template.spec.containers[0].image, "registry.example/job:1.0");
        assert.ok(spec.template.spec.volumes.some(({ name }: { name: string }) => name === "aws-iam-token"));
      }
      assert.equal(find(TYPES.configMap, "demo-config").inputs.immutable, true);
      assert.equal(await valueOf(result.stateRoot), "s3://bucket/flink/demo");
    });
  }

  it("do not keep what is known beside them from being refused", async () => {
    const wrong = () => ({
      storage: pulumi.output({ ...unknownRoles(), plugin: S3Plugin.Presto, uri: "s3a://bucket" }),
    });
    const { result, resources } = await cluster(wrong, { preview: true });
    await assert.rejects(valueOf(result.stateRoot), /rule: storage\.scheme$/);
    assert.deepEqual(
      resources.filter(({ type }) => type === TYPES.deployment),
      [],
    );
  });

  it("are refused once they are known to be wrong, and no pod is registered", async () => {
    const identity = {
      type: StorageIdentityType.Irsa,
      jobManagerRoleArn: pulumi.output("flink"),
      taskManagerRoleArn: ROLES.taskManagerRoleArn,
    };
    for (const storage of [{ ...AWS, identity }, pulumi.output({ ...AWS, identity })]) {
      const { result, resources } = await cluster({ storage });
      await assert.rejects(
        valueOf(result.stateRoot),
        /storage\.identity\.jobManagerRoleArn: "flink"[^]*rule: storage-identity\.role-arn$/,
      );
      assert.deepEqual(
        resources.filter(({ type }) => type === TYPES.deployment),
        [],
      );
    }
  });

  it("are missed once it is known that there are none", async () => {
    const { result } = await cluster({
      storage: pulumi.output({ ...AWS, identity: { type: StorageIdentityType.Irsa } }),
    });
    await assert.rejects(valueOf(result.stateRoot), /2 problems[^]*rule: storage-identity\.role-arn-missing$/);
  });
});
