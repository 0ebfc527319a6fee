import assert from "node:assert/strict";
import { awsRequest } from "../../../standins/aws/server/actions";
import { PodIdentity } from "../../../standins/aws/server/podIdentity";

describe("requests to the simulated AWS", () => {
  const named = (service: string, method: string, path: string, { body = "", target = "" } = {}) => {
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=key/20260101/eu-central-1/${service}/aws4_request, Signature=x`,
      ...(target && { "x-amz-target": target }),
    };
    const { action, writes } = awsRequest({
      method,
      url: new URL(path, "http://localhost"),
      headers,
      body: Buffer.from(body),
    });
    return `${action}${writes ? " writes" : ""}`;
  };

  it("are named as AWS names them", () => {
    const cases: [string, string][] = [
      [named("s3", "PUT", "/bucket"), "s3:CreateBucket writes"],
      [named("s3", "HEAD", "/bucket"), "s3:HeadBucket"],
      [named("s3", "DELETE", "/bucket/"), "s3:DeleteBucket writes"],
      [named("s3", "PUT", "/bucket?encryption"), "s3:PutBucketEncryption writes"],
      [named("s3", "GET", "/bucket?publicAccessBlock"), "s3:GetPublicAccessBlock"],
      [named("s3", "GET", "/bucket?versions"), "s3:ListObjectVersions"],
      [named("s3", "POST", "/bucket?delete"), "s3:DeleteObjects writes"],
      [named("s3", "PUT", "/bucket/a/b"), "s3:PutObject writes"],
      [named("iam", "POST", "/", { body: "Action=CreateRole&RoleName=a" }), "iam:CreateRole writes"],
      [named("sts", "POST", "/", { body: "Action=GetCallerIdentity" }), "sts:GetCallerIdentity"],
      [named("kms", "POST", "/", { target: "TrentService.DescribeKey", body: "{}" }), "kms:DescribeKey"],
      [named("kms", "POST", "/", { target: "TrentService.CreateKey", body: "{}" }), "kms:CreateKey writes"],
      [named("eks", "POST", "/clusters/c/pod-identity-associations"), "eks:CreatePodIdentityAssociation writes"],
      [named("eks", "GET", "/clusters/c/pod-identity-associations/a-1"), "eks:DescribePodIdentityAssociation"],
    ];
    for (const [actual, expected] of cases) assert.equal(actual, expected);
  });
});

describe("pod identity associations of the simulated AWS", () => {
  const ROLE = "arn:aws:iam::123456789012:role/orders";
  let identity: PodIdentity;
  const ask = async (method: string, path: string, body: Record<string, unknown> = {}): Promise<any> =>
    identity.answer(method, new URL(path, "http://localhost"), "eu-central-1", body);
  const ALL = "/clusters/production/pod-identity-associations";
  const create = (changes = {}) =>
    ask("POST", ALL, { namespace: "flink", serviceAccount: "orders", roleArn: ROLE, tags: { a: "b" }, ...changes });

  beforeEach(() => {
    identity = new PodIdentity("123456789012", async (name) => name === "production");
  });

  it("are made, changed, tagged, listed and deleted", async () => {
    const { association } = (await create()).result;
    assert.equal(
      association.associationArn,
      `arn:aws:eks:eu-central-1:123456789012:podidentityassociation/production/${association.associationId}`,
    );
    await ask("POST", `${ALL}/${association.associationId}`, { roleArn: `${ROLE}-2` });
    await ask("POST", `/tags/${encodeURIComponent(association.associationArn)}`, { tags: { c: "d" } });
    await ask("DELETE", `/tags/${encodeURIComponent(association.associationArn)}?tagKeys=a`);
    const described = (await ask("GET", `${ALL}/${association.associationId}`)).result.association;
    assert.deepEqual([described.roleArn, described.tags], [`${ROLE}-2`, { c: "d" }]);
    assert.equal((await ask("GET", `${ALL}?namespace=flink`)).result.associations.length, 1);
    assert.equal((await ask("GET", `${ALL}?namespace=other`)).result.associations.length, 0);
    await ask("DELETE", `${ALL}/${association.associationId}`);
    assert.equal((await ask("GET", `${ALL}/${association.associationId}`)).refusal.code, "ResourceNotFoundException");
  });

  it("are one for each service account", async () => {
    await create();
    assert.deepEqual((await create()).refusal.code, "ResourceInUseException");
    assert.ok((await create({ serviceAccount: "other" })).result);
  });

  it("are refused for a cluster that is not there, and without a role", async () => {
    assert.equal(
      (await ask("POST", "/clusters/other/pod-identity-associations", {})).refusal.code,
      "ResourceNotFoundException",
    );
    assert.equal((await create({ roleArn: "orders" })).refusal.code, "InvalidParameterException");
    assert.equal((await create({ roleArn: undefined })).refusal.code, "InvalidParameterException");
  });

  it("leave other requests to moto", async () => {
    assert.equal(await ask("GET", "/clusters/production"), undefined);
    assert.equal(await ask("POST", "/tags/arn:aws:eks:eu-central-1:123456789012:cluster/production"), undefined);
  });
});
