import * as assert from "node:assert/strict";
import { S3Plugin, StorageIdentityType } from "../../../components/arguments/storage";
import { credentialsOptions } from "../../../components/configuration/storageIdentity";
import { storageSpec } from "../../../components/model/storageSpec";

const KEY = "fs.s3a.aws.credentials.provider";

function optionsOf(type: StorageIdentityType | undefined, plugin = S3Plugin.Hadoop, flinkVersion = "2.3.0") {
  const identity = type && { type };
  return credentialsOptions(storageSpec({ uri: "s3://bucket", plugin, identity }), flinkVersion);
}

describe("credentials of a plugin", () => {
  it("come to S3A by the class of the identity", () => {
    assert.deepEqual(
      Object.values(StorageIdentityType).map((type) => [type, optionsOf(type)[KEY]]),
      [
        ["irsa", "com.amazonaws.auth.WebIdentityTokenCredentialsProvider"],
        ["pod-identity", "com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper"],
        ["static-keys", "com.amazonaws.auth.EnvironmentVariableCredentialsProvider"],
        ["instance-profile", "com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper"],
      ],
    );
  });

  it("are found by the other plugins, and by S3A without an identity, in their own way", () => {
    assert.deepEqual(optionsOf(StorageIdentityType.Irsa, S3Plugin.Presto), {});
    assert.deepEqual(optionsOf(StorageIdentityType.Irsa, S3Plugin.Native), {});
    assert.deepEqual(optionsOf(undefined), {});
  });

  it("have classes of these names in every patch of Flink 2.2 and 2.3, and in no other version", () => {
    const versions = ["2.2.0", "2.2.1", "2.3.0", "2.3.12", "2.1.0", "2.4.0", "12.3.0", "2.30.0", "v2.3.0", "latest"];
    assert.deepEqual(
      versions.filter((version) => KEY in optionsOf(StorageIdentityType.Irsa, S3Plugin.Hadoop, version)),
      ["2.2.0", "2.2.1", "2.3.0", "2.3.12"],
    );
  });
});
