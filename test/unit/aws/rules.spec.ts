import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { S3StateStorage } from "../../../components";
import type { S3StateStorageArgs } from "../../../components/arguments/s3StateStorage";
import { stateStorageProblems } from "../../../components/aws/rules/refuse";
import { record, valueOf } from "../../support/mocks";
import { ACCEPTED_STORAGE, REFUSED_STORAGE } from "./cases";
import { AWS, MINIMAL, storage, TYPES } from "../../support/recordedStorage";

/** Arguments without what is `undefined`, as stack configuration brings them. */
function given(args: object): object {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}

describe("rules of S3StateStorage", () => {
  for (const { args, name = "orders", ...problem } of REFUSED_STORAGE) {
    it(`${problem.rule} refuses ${problem.path}: ${JSON.stringify(problem.value)}`, () => {
      assert.deepEqual(stateStorageProblems(name, given({ ...MINIMAL, ...args }), []), [problem]);
    });
  }
});

describe("rules of S3StateStorage accept", () => {
  for (const [title, args] of Object.entries(ACCEPTED_STORAGE))
    it(title, () => assert.deepEqual(stateStorageProblems("orders", args, []), []));
});

describe("an S3StateStorage with wrong arguments", () => {
  it("throws all problems before it registers anything", async () => {
    let thrown: unknown;
    const { resources } = await record(() => {
      try {
        new S3StateStorage("orders", { ...MINIMAL, folder: "/", bucketName: "B", typo: 1 } as S3StateStorageArgs);
      } catch (error) {
        thrown = error;
      }
    }, AWS);
    assert.ok(pulumi.InputPropertiesError.isInstance(thrown));
    assert.match(thrown.message, /^S3StateStorage "orders": 3 problems, nothing was created\.\n/);
    assert.deepEqual(
      thrown.errors.map(({ propertyPath }) => propertyPath),
      ["typo", "bucketName", "folder"],
    );
    assert.deepEqual(resources, []);
  });

  it("makes no policy and no lifecycle rule once a wrong value is known", async () => {
    const { types, result } = await storage({
      lifecycleRules: pulumi.output([{ id: "old", prefix: "flink/", expireAfterDays: 1 }]),
    });
    await assert.rejects(valueOf(result.storage.uri), /rule: state-storage\.lifecycle-touches-state$/);
    for (const type of [TYPES.lifecycle, TYPES.policy, TYPES.role, TYPES.rolePolicy])
      assert.ok(!types.includes(type), type);
  });

  it("never throws anything else, whatever the shape", () => {
    const wrong = [null, 5, "text", true, [], {}, [null], { key: null }];
    const keys: (keyof S3StateStorageArgs)[] = [
      "cluster",
      "existingBucket",
      "encryption",
      "lifecycleRules",
      "accessLogging",
      "identity",
      "jobFolders",
      "tags",
      "options",
    ];
    for (const key of keys) {
      for (const value of wrong)
        assert.ok(
          Array.isArray(stateStorageProblems("orders", { ...MINIMAL, [key]: value }, [])),
          `${key}: ${JSON.stringify(value)}`,
        );
    }
    for (const value of wrong) assert.notDeepEqual(stateStorageProblems("orders", value, []), []);
  });
});
