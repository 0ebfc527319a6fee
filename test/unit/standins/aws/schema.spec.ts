import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkObject } from "../../../standins/aws/schema/check";
import { readSchema } from "../../../standins/aws/schema/declarations";
import { schema } from "../../../standins/aws/schema/schema";
import { UNKNOWN } from "../../../standins/aws/plugin/values";
import { functions, handlers } from "../../../standins/aws/services";
import { pythonFolder } from "../../../../toolchain/python";
import versions from "../../../../toolchain/versions.json";

describe("the schema of the stand-in for the AWS provider plugin", function () {
  // The package's declarations are long to parse on a busy machine.
  this.timeout(60_000);

  it("is what the installed @pulumi/aws declares", () => {
    // Otherwise run test/standins/aws/schema/generate.ts.
    assert.deepEqual(schema(), readSchema([...Object.keys(handlers), ...Object.keys(functions)]));
  });

  it("has every input that a handler serves or replaces on", () => {
    for (const [type, { serves, replaceOn, name }] of Object.entries(handlers)) {
      const known = Object.keys(schema()[type].inputs.object);
      assert.deepEqual(
        [...serves, ...replaceOn, ...(name ? [name.input] : [])].filter((input) => !known.includes(input)),
        [],
        type,
      );
    }
  });

  const check = (type: string, inputs: object) =>
    checkObject(inputs as Record<string, unknown>, schema()[type].inputs).map(
      ({ property, reason }) => `${property} ${reason.replace(/: .*/, "")}`,
    );
  const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

  it("accepts what the package accepts", () => {
    assert.deepEqual(check("aws:s3/bucket:Bucket", { bucket: "name", forceDestroy: true, tags: { a: "b" } }), []);
    assert.deepEqual(
      check(ENCRYPTION, {
        bucket: UNKNOWN,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256", kmsMasterKeyId: UNKNOWN } }],
      }),
      [],
    );
    assert.deepEqual(check("aws:s3/bucketPolicy:BucketPolicy", { bucket: "name", policy: "{}" }), []);
    assert.deepEqual(
      check("aws:s3/bucketPolicy:BucketPolicy", { bucket: "name", policy: { Version: "2012-10-17", Statement: [] } }),
      [],
    );
  });

  it("refuses everything else by its path", () => {
    const cases: [string, object, string[]][] = [
      ["aws:s3/bucket:Bucket", { buckt: "name" }, ["buckt is not among its inputs"]],
      ["aws:s3/bucket:Bucket", { forceDestroy: "true" }, ["forceDestroy is a string, must be a boolean"]],
      ["aws:s3/bucket:Bucket", { tags: { a: 1 } }, ['tags["a"] is a number, must be a string']],
      [ENCRYPTION, { rules: [] }, ["bucket is required and missing"]],
      [ENCRYPTION, { bucket: "name", rules: {} }, ["rules is an object, must be a list"]],
      [
        ENCRYPTION,
        { bucket: "name", rules: [{ applyServerSideEncryptionByDefault: { algorithm: "AES256" } }] },
        [
          "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm is required and missing",
          "rules[0].applyServerSideEncryptionByDefault.algorithm is not among its inputs",
        ],
      ],
      ["aws:s3/bucketPolicy:BucketPolicy", { bucket: "name", policy: 1 }, ["policy is a number, must be a string"]],
    ];
    for (const [type, inputs, failures] of cases) assert.deepEqual(check(type, inputs), failures);
  });
});

describe("moto", () => {
  it("is locked in the version that versions.json names, with all hashes", () => {
    const lock = readFileSync(join(pythonFolder("moto"), "requirements.txt"), "utf8");
    assert.ok(lock.includes(`moto==${versions.artifacts.moto.version} \\\n    --hash=sha256:`));
    const packages = lock.match(/^[a-z0-9.-]+==\S+/gim)!;
    assert.equal(lock.match(/^[a-z0-9.-]+==\S+ \\\n {4}--hash=/gim)!.length, packages.length);
  });
});
