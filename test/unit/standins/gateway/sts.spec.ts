import { deepEqual, equal, match, ok } from "node:assert/strict";
import { type DecisionRecord } from "../../../standins/gateway/decisions";
import { BUCKET, document, Harness, PROVIDER, role, ROLE, roleArn, SERVICE_ACCOUNT, type TokenClaims } from "./harness";

const OTHER = roleArn("other-cluster");

describe("the gateway's AssumeRoleWithWebIdentity", () => {
  let harness: Harness;

  before(async () => {
    const likeTrust = {
      Effect: "Allow",
      Principal: { Federated: PROVIDER },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringLike: { "issuer.test:sub": "system:serviceaccount:flink:*" } },
    };
    const roles = [
      role({}),
      role({ arn: OTHER, subject: "system:serviceaccount:flink:other-taskmanager" }),
      { arn: roleArn("wide"), trustPolicy: document([likeTrust]), policies: [] },
    ];
    harness = await Harness.start({ access: { roles, buckets: [{ name: BUCKET }] } });
  });
  after(() => harness.stop());

  const lastDecision = (): DecisionRecord => harness.gateway.decisions.since().at(-1)!;

  it("gives keys to the service account that the role trusts, and logs why", async () => {
    const { status, text } = await harness.assume(await harness.token());
    equal(status, 200);
    match(text, /<AssumeRoleWithWebIdentityResponse xmlns="https:\/\/sts.amazonaws.com\/doc\/2011-06-15\/">/);
    match(text, /<Arn>arn:aws:sts::123456789012:assumed-role\/job\/session<\/Arn>/);
    match(text, new RegExp(`<SubjectFromWebIdentityToken>${SERVICE_ACCOUNT}<`));
    const { role: arn, subject, action, decision } = lastDecision();
    deepEqual([arn, subject, action, decision], [ROLE, SERVICE_ACCOUNT, "sts:AssumeRoleWithWebIdentity", "allow"]);
  });

  it("evaluates StringLike in trust policies", async () => {
    equal((await harness.assume(await harness.token(), roleArn("wide"))).status, 200);
    equal(
      (await harness.assume(await harness.token({ subject: "system:serviceaccount:else:x" }), roleArn("wide"))).status,
      403,
    );
  });

  const denials: [string, TokenClaims, string | undefined, number, string, RegExp][] = [
    [
      "another service account",
      { subject: "system:serviceaccount:flink:default" },
      undefined,
      403,
      "AccessDenied",
      /implicit deny/,
    ],
    [
      "the same name in another namespace",
      { subject: "system:serviceaccount:else:job-taskmanager" },
      undefined,
      403,
      "AccessDenied",
      /implicit deny/,
    ],
    ["another cluster's role", {}, OTHER, 403, "AccessDenied", /implicit deny/],
    ["a role that does not exist", {}, roleArn("nobody"), 403, "AccessDenied", /no such role/],
    [
      "a wrong audience",
      { audience: "https://kubernetes.default.svc" },
      undefined,
      400,
      "InvalidIdentityToken",
      /Incorrect token audience/,
    ],
    [
      "another issuer",
      { issuer: "https://else.test" },
      undefined,
      400,
      "InvalidIdentityToken",
      /No OpenIDConnect provider/,
    ],
    [
      "an expired token",
      { expires: new Date(Date.now() - 60_000) },
      undefined,
      400,
      "ExpiredTokenException",
      /expired/,
    ],
    ["a forged token", { forged: true }, undefined, 400, "InvalidIdentityToken", /signature verification failed/],
  ];
  for (const [what, claims, arn, status, code, reason] of denials) {
    it(`denies ${what}: ${code}`, async () => {
      const answer = await harness.assume(await harness.token(claims), arn);
      equal(answer.status, status);
      match(answer.text, new RegExp(`<Code>${code}</Code>`));
      const { decision, reason: logged } = lastDecision();
      ok(decision !== "allow");
      match(`${decision} ${logged}`, reason);
    });
  }

  it("denies what is no token, or no request for keys", async () => {
    match((await harness.assume("no.token.atall")).text, /InvalidIdentityToken/);
    match((await harness.assume(await harness.token(), ROLE, { Action: "AssumeRole" })).text, /InvalidAction/);
    match((await harness.assume(await harness.token(), ROLE, { DurationSeconds: "7200" })).text, /ValidationError/);
    match((await harness.assume(await harness.token(), ROLE, { RoleSessionName: "a b" })).text, /ValidationError/);
  });
});
