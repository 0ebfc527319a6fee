import * as assert from "node:assert/strict";
import { S3Plugin, S3Profile } from "../../../components/arguments/storage";
import { PLUGIN_SCHEMES, pluginJar } from "../../../components/model/s3Plugins";
import { isOtherStore, profileOptions } from "../../../components/model/stores";

describe("S3 plugins", () => {
  it("serve the schemes of Flink's documentation", () => {
    assert.deepEqual(PLUGIN_SCHEMES, {
      "flink-s3-fs-hadoop": ["s3", "s3a"],
      "flink-s3-fs-presto": ["s3", "s3p"],
      "flink-s3-fs-native": ["s3", "s3a"],
    });
  });

  it("are files of the image by name and version", () => {
    assert.equal(pluginJar(S3Plugin.Presto, "2.2.1"), "flink-s3-fs-presto-2.2.1.jar");
  });
});

describe("stores", () => {
  const keepMarkers = { "fs.s3a.directory.marker.retention": "keep" };
  const plainBodies = { "s3.chunked-encoding.enabled": "false", "s3.checksum-validation.enabled": "false" };
  const quirks: [profile: S3Profile, hadoop: object, presto: object, native: object][] = [
    [S3Profile.Aws, {}, { "s3.upload-acl-type": "BUCKET_OWNER_FULL_CONTROL" }, {}],
    [S3Profile.Versitygw, keepMarkers, {}, {}],
    [S3Profile.Minio, keepMarkers, {}, plainBodies],
    [S3Profile.Ceph, keepMarkers, {}, plainBodies],
  ];
  for (const [profile, hadoop, presto, native] of quirks) {
    it(`need of each plugin what ${profile} is known for`, () => {
      assert.deepEqual(profileOptions(profile, S3Plugin.Hadoop), hadoop);
      assert.deepEqual(profileOptions(profile, S3Plugin.Presto), presto);
      assert.deepEqual(profileOptions(profile, S3Plugin.Native), native);
    });
  }

  it("need nothing where they are not known", () => {
    assert.deepEqual(profileOptions(undefined, S3Plugin.Hadoop), {});
    assert.deepEqual(profileOptions("other" as S3Profile, S3Plugin.Hadoop), {});
  });

  it("are others than Amazon S3 only where a profile says so", () => {
    assert.equal(isOtherStore(S3Profile.Minio), true);
    assert.equal(isOtherStore(S3Profile.Aws), false);
    assert.equal(isOtherStore(undefined), false);
  });
});
