import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { S3Plugin } from "../../components";
import { artifact } from "../../toolchain/artifacts";
import { IDENTITIES, SETTINGS } from "../unit/aws/matrix";
import { storage } from "../support/recordedStorage";

/** What parliament finds in policies, by their names: actions, resources and conditions that AWS does not know or that do not fit. */
function analyse(policies: Record<string, string>): Record<string, string[]> {
  const { status, stdout, stderr, error } = spawnSync(
    artifact("parliament").bin("python"),
    [join(__dirname, "policies.py")],
    {
      input: JSON.stringify(policies),
      encoding: "utf8",
      // Compiled files beside the sources would be damage to the artifact.
      env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1" },
    },
  );
  if (status !== 0) throw new Error(`parliament ended with ${status}: ${error?.message ?? stderr}`);
  return JSON.parse(stdout) as Record<string, string[]>;
}

describe("policies by an analyser, parliament", function () {
  this.timeout(60_000);

  it("of roles and buckets have no findings", async () => {
    const policies: Record<string, string> = {};
    for (const [way, identity] of Object.entries(IDENTITIES)) {
      for (const [title, settings] of Object.entries(SETTINGS)) {
        for (const plugin of Object.values(S3Plugin)) {
          const { resources } = await storage({ ...settings, identity, plugin });
          for (const { type, name, inputs } of resources)
            if (inputs.policy !== undefined) policies[`${plugin}, ${way}, ${title}: ${type} ${name}`] = inputs.policy;
        }
      }
    }
    const findings = analyse(policies);
    // Roles that exist have policies of their own; buckets that exist too.
    assert.ok(Object.keys(findings).length >= 60, `${Object.keys(findings).length} policies`);
    assert.deepEqual(Object.fromEntries(Object.entries(findings).filter(([, found]) => found.length > 0)), {});
  });

  it("it finds what is wrong in others", () => {
    const statement = (more: object) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::state/*"], ...more }],
      });
    const found = analyse({
      right: statement({}),
      action: statement({ Action: ["s3:GetObjekt"] }),
      resource: statement({ Action: ["s3:ListBucket"] }),
      condition: statement({ Condition: { StringEquals: { "s3:prefixes": "x" } } }),
    });
    assert.deepEqual(
      Object.entries(found).map(([name, issues]) => [name, issues.map((issue) => issue.split(" ")[0])]),
      [
        ["right", []],
        ["action", ["UNKNOWN_ACTION"]],
        ["resource", ["RESOURCE_MISMATCH"]],
        ["condition", ["UNKNOWN_CONDITION_FOR_ACTION"]],
      ],
    );
  });
});
