import { deepEqual, equal, throws } from "node:assert/strict";
import type { ConditionKeys } from "../../../standins/gateway/iam/conditions";
import { evaluate } from "../../../standins/gateway/iam/evaluate";
import { parsePolicy, type PolicyKind } from "../../../standins/gateway/iam/policy";
import type { Caller } from "../../../standins/gateway/iam/principals";

const KEYS: ConditionKeys = {
  "aws:username": { type: "string" },
  "aws:SecureTransport": { type: "bool" },
  "aws:MultiFactorAuthAge": { type: "numeric" },
  "aws:MultiFactorAuthPresent": { type: "bool" },
  "aws:CurrentTime": { type: "date" },
  "aws:PrincipalArn": { type: "arn" },
  "aws:SourceArn": { type: "arn" },
  "aws:TagKeys": { type: "string", multivalued: true },
  "aws:RequestTag/": { type: "string" },
  "s3:prefix": { type: "string" },
  "s3:delimiter": { type: "string" },
  "s3:max-keys": { type: "numeric" },
  "s3:x-amz-acl": { type: "string" },
  "s3:x-amz-server-side-encryption": { type: "string" },
};
const ACCOUNT = "123456789012";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/JohnDoe`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/JohnDoe/s`;
const caller: Caller = { type: "role", account: ACCOUNT, roleArn: ROLE, sessionArn: SESSION };

type Values = Record<string, string | string[]>;
type Statements = Record<string, unknown> | Record<string, unknown>[];

function policy(kind: PolicyKind, statements: Statements) {
  return parsePolicy(kind, kind, JSON.stringify({ Version: "2012-10-17", Statement: statements }), KEYS);
}

/** The effect of identity and resource statements on one request. */
function effect(
  request: { action?: string; resource?: string; context?: Values; by?: Caller },
  identity: Statements[],
  resource: Statements[] = [],
): string {
  const context = new Map(
    Object.entries(request.context ?? {}).map(([key, value]) => [key.toLowerCase(), [value].flat()]),
  );
  return evaluate(
    {
      caller: request.by ?? caller,
      action: request.action ?? "s3:GetObject",
      resource: request.resource ?? "arn:aws:s3:::bucket/key",
      context,
    },
    {
      identity: identity.map((statements) => policy("identity", statements)),
      resource: resource.map((statements) => policy("resource", statements)),
    },
  ).effect;
}

const allow = (more = {}) => ({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*", ...more });
const deny = (more = {}) => ({ ...allow(more), Effect: "Deny" });

describe("IAM: how allowances and denials go together", () => {
  it("denies what nobody allows", () => equal(effect({}, []), "implicit deny"));
  it("allows what the identity policy allows", () => equal(effect({}, [allow()]), "allow"));
  it("allows what the resource's policy allows to the role, without an identity policy", () =>
    equal(effect({}, [], [allow({ Principal: { AWS: ROLE } })]), "allow"));
  it("allows what the resource's policy allows to the session", () =>
    equal(effect({}, [], [allow({ Principal: { AWS: SESSION } })]), "allow"));
  it("takes a resource's word for the account as leave for its identity policies, not as a grant", () => {
    const toAccount = allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } });
    equal(effect({}, [], [toAccount]), "implicit deny");
    equal(effect({}, [allow()], [toAccount]), "allow");
  });
  it("lets a denial win over allowances of both kinds, wherever it stands", () => {
    equal(effect({}, [[allow(), deny()]], [allow({ Principal: "*" })]), "explicit deny");
    equal(effect({}, [allow()], [deny({ Principal: "*" })]), "explicit deny");
    equal(effect({}, [allow()], [deny({ Principal: { AWS: ACCOUNT } })]), "explicit deny");
  });
  it("does not apply a denial whose conditions are not met", () => {
    equal(
      effect(
        { context: { "aws:SecureTransport": "true" } },
        [allow()],
        [deny({ Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } })],
      ),
      "allow",
    );
  });
  it("names the policy and the statement that decided", () => {
    const decided = evaluate(
      { caller, action: "s3:GetObject", resource: "arn:aws:s3:::bucket/key", context: new Map() },
      {
        identity: [policy("identity", [allow({ Sid: "Other", Action: "s3:PutObject" }), allow({ Sid: "Read" })])],
        resource: [],
      },
    );
    deepEqual(decided, { effect: "allow", policy: "identity", statement: "Read" });
  });
});

describe("IAM: what a statement is about", () => {
  for (const [action, asked, expected] of [
    ["s3:*", "s3:PutObject", "allow"],
    ["*", "s3:PutObject", "allow"],
    ["s3:Get*", "s3:GetObjectVersion", "allow"],
    ["s3:getobject", "s3:GetObject", "allow"],
    ["s3:GetObject?", "s3:GetObject", "implicit deny"],
    ["s3:Get", "s3:GetObject", "implicit deny"],
    ["ec2:*", "s3:GetObject", "implicit deny"],
  ]) {
    it(`Action ${action}: ${asked} is ${expected}`, () =>
      equal(effect({ action: asked }, [allow({ Action: action })]), expected));
  }
  for (const [resource, asked, expected] of [
    ["*", "arn:aws:s3:::bucket/key", "allow"],
    ["arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a/b:c", "allow"],
    ["arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", "implicit deny"],
    ["arn:aws:s3:::bucket/a?", "arn:aws:s3:::bucket/ab", "allow"],
    ["arn:aws:s3:::bucket/a?", "arn:aws:s3:::bucket/a", "implicit deny"],
    ["arn:aws:s3:::Bucket/*", "arn:aws:s3:::bucket/key", "implicit deny"],
    ["arn:aws:s3:::bucket/a.b", "arn:aws:s3:::bucket/axb", "implicit deny"],
    ["arn:aws:s3:*:bucket/*", "arn:aws:s3:::bucket/key", "refused"],
    ["arn:aws:iam:*:*:role/*", "arn:aws:s3:::bucket/role/x", "implicit deny"],
  ]) {
    if (expected === "refused")
      it(`Resource ${resource} is refused`, () =>
        throws(() => effect({ resource: asked }, [allow({ Resource: resource })]), /is no ARN/));
    else
      it(`Resource ${resource}: ${asked} is ${expected}`, () =>
        equal(effect({ resource: asked }, [allow({ Resource: resource })]), expected));
  }
  it("NotAction allows the others, and NotResource is about the others", () => {
    const notDelete = { Effect: "Allow", NotAction: ["s3:DeleteBucket", "s3:Put*"], Resource: "*" };
    equal(effect({ action: "s3:GetObject" }, [notDelete]), "allow");
    equal(effect({ action: "s3:PutObject" }, [notDelete]), "implicit deny");
    const denyElsewhere = {
      Effect: "Deny",
      Action: "s3:*",
      NotResource: ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"],
    };
    equal(effect({}, [[allow({ Resource: "*" }), denyElsewhere]]), "allow");
    equal(effect({ resource: "arn:aws:s3:::other/key" }, [[allow({ Resource: "*" }), denyElsewhere]]), "explicit deny");
  });
  it("spares by NotPrincipal only whose session, role and account are all named", () => {
    const except = (...AWS: string[]) => ({
      Effect: "Deny",
      NotPrincipal: { AWS },
      Action: "s3:*",
      Resource: "arn:aws:s3:::bucket/*",
    });
    equal(effect({}, [allow()], [except(SESSION, ROLE, ACCOUNT)]), "allow");
    equal(effect({}, [allow()], [except(ROLE, ACCOUNT)]), "explicit deny");
    equal(effect({}, [allow()], [except(`arn:aws:iam::${ACCOUNT}:role/Other`)]), "explicit deny");
  });
  it("knows services, federated users and nobody", () => {
    equal(effect({}, [], [allow({ Principal: { Service: "ec2.amazonaws.com" } })]), "implicit deny");
    const providerArn = `arn:aws:iam::${ACCOUNT}:oidc-provider/issuer`;
    equal(
      effect({ by: { type: "federated", providerArn } }, [], [allow({ Principal: { Federated: providerArn } })]),
      "allow",
    );
    equal(
      effect({ by: { type: "federated", providerArn } }, [], [allow({ Principal: { AWS: ROLE } })]),
      "implicit deny",
    );
    equal(effect({ by: { type: "anonymous" } }, [], [allow({ Principal: { AWS: ACCOUNT } })]), "implicit deny");
    equal(effect({ by: { type: "anonymous" } }, [], [allow({ Principal: "*" })]), "allow");
  });
});

describe("IAM: conditions", () => {
  const under = (Condition: unknown, context: Values) => effect({ context }, [allow({ Condition })]) === "allow";
  const cases: [unknown, Values, boolean][] = [
    [{ StringEquals: { "aws:username": ["joe", "ann"] } }, { "aws:username": "ann" }, true],
    [{ StringEquals: { "aws:username": "Ann" } }, { "aws:username": "ann" }, false],
    [{ StringEqualsIgnoreCase: { "aws:username": "Ann" } }, { "aws:username": "ann" }, true],
    [{ StringEquals: { "AWS:UserName": "ann" } }, { "aws:username": "ann" }, true],
    [{ StringEquals: { "aws:username": "ann" } }, {}, false],
    [{ StringEqualsIfExists: { "aws:username": "ann" } }, {}, true],
    [{ StringEqualsIfExists: { "aws:username": "ann" } }, { "aws:username": "joe" }, false],
    [{ StringNotEquals: { "aws:username": ["joe", "ann"] } }, { "aws:username": "ann" }, false],
    [{ StringNotEquals: { "aws:username": ["joe", "ann"] } }, { "aws:username": "bob" }, true],
    // AWS: a negated operator is true where the key is not there.
    [{ StringNotEquals: { "aws:username": "joe" } }, {}, true],
    [{ StringLike: { "s3:prefix": ["flink/a/*"] } }, { "s3:prefix": "flink/a/ha/x" }, true],
    [{ StringLike: { "s3:prefix": ["flink/a/*"] } }, { "s3:prefix": "flink/ab/" }, false],
    [{ StringLike: { "s3:prefix": ["flink/a/*"] } }, { "s3:prefix": "flink/a" }, false],
    [{ StringNotLike: { "s3:prefix": "flink/*" } }, { "s3:prefix": "other/" }, true],
    [{ Bool: { "aws:SecureTransport": "false" } }, { "aws:SecureTransport": "false" }, true],
    [{ Bool: { "aws:SecureTransport": false } }, { "aws:SecureTransport": "true" }, false],
    [{ Bool: { "aws:MultiFactorAuthPresent": "true" } }, {}, false],
    [{ Null: { "aws:username": "true" } }, {}, true],
    [{ Null: { "aws:username": "false" } }, {}, false],
    [{ Null: { "aws:username": "false" } }, { "aws:username": "x" }, true],
    [{ NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }, { "aws:MultiFactorAuthAge": "300" }, true],
    [{ NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }, { "aws:MultiFactorAuthAge": "20000" }, false],
    [{ NumericGreaterThanEquals: { "s3:max-keys": 10 } }, { "s3:max-keys": "10" }, true],
    [{ NumericNotEquals: { "s3:max-keys": "10" } }, { "s3:max-keys": "10.0" }, false],
    [
      {
        DateGreaterThan: { "aws:CurrentTime": "2020-04-01T00:00:00Z" },
        DateLessThan: { "aws:CurrentTime": "2020-06-30T23:59:59Z" },
      },
      { "aws:CurrentTime": "2020-05-01T00:00:00Z" },
      true,
    ],
    [{ DateLessThan: { "aws:CurrentTime": "1593561599" } }, { "aws:CurrentTime": "2020-07-01T00:00:00Z" }, false],
    [{ ArnEquals: { "aws:PrincipalArn": ROLE } }, { "aws:PrincipalArn": ROLE }, true],
    [{ ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/*` } }, { "aws:PrincipalArn": ROLE }, true],
    [{ ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::*:role/JohnDoe" } }, { "aws:PrincipalArn": ROLE }, true],
    [{ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/JohnDoe" } }, {}, false],
    [{ ArnNotEquals: { "aws:PrincipalArn": [ROLE] } }, { "aws:PrincipalArn": ROLE }, false],
    [{ ArnNotEquals: { "aws:PrincipalArn": [ROLE] } }, { "aws:PrincipalArn": `${ROLE}2` }, true],
    [{ "ForAllValues:StringEquals": { "aws:TagKeys": ["environment", "cost"] } }, { "aws:TagKeys": ["cost"] }, true],
    [
      { "ForAllValues:StringEquals": { "aws:TagKeys": ["environment", "cost"] } },
      { "aws:TagKeys": ["cost", "owner"] },
      false,
    ],
    // AWS: ForAllValues is true where there is no value at all, ForAnyValue is not.
    [{ "ForAllValues:StringEquals": { "aws:TagKeys": ["environment"] } }, {}, true],
    [{ "ForAnyValue:StringEquals": { "aws:TagKeys": ["environment"] } }, {}, false],
    [
      { "ForAnyValue:StringEquals": { "aws:TagKeys": ["environment", "cost"] } },
      { "aws:TagKeys": ["cost", "owner"] },
      true,
    ],
    [{ "ForAnyValue:StringLike": { "aws:TagKeys": ["env*"] } }, { "aws:TagKeys": ["owner"] }, false],
    [{ "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["cost"] } }, { "aws:TagKeys": ["cost", "owner"] }, true],
    [{ StringEquals: { "aws:RequestTag/team": "flink" } }, { "aws:RequestTag/team": "flink" }, true],
    // All operators and all their keys must be met.
    [{ StringEquals: { "s3:prefix": "a", "s3:delimiter": "/" } }, { "s3:prefix": "a" }, false],
  ];
  for (const [condition, context, expected] of cases) {
    it(`${JSON.stringify(condition)} is ${expected ? "met" : "not met"} by ${JSON.stringify(context)}`, () =>
      equal(under(condition, context), expected));
  }
});

describe("IAM: examples of AWS's documentation", () => {
  it("a bucket for TLS only (S3 user guide, security best practices)", () => {
    const tlsOnly = {
      Sid: "RestrictToTLSRequestsOnly",
      Action: "s3:*",
      Effect: "Deny",
      Resource: ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
      Principal: "*",
    };
    equal(effect({ context: { "aws:SecureTransport": "false" } }, [allow()], [tlsOnly]), "explicit deny");
    equal(effect({ context: { "aws:SecureTransport": "true" } }, [allow()], [tlsOnly]), "allow");
  });
  it("listing of one folder (S3 user guide, walkthrough: user policies)", () => {
    const list = {
      Effect: "Allow",
      Action: ["s3:ListBucket"],
      Resource: ["arn:aws:s3:::companybucket"],
      Condition: { StringLike: { "s3:prefix": ["Development/*"] } },
    };
    const asked = { action: "s3:ListBucket", resource: "arn:aws:s3:::companybucket" };
    equal(effect({ ...asked, context: { "s3:prefix": "Development/secret" } }, [list]), "allow");
    equal(effect({ ...asked, context: { "s3:prefix": "Finance/" } }, [list]), "implicit deny");
    equal(effect(asked, [list]), "implicit deny");
  });
  it("listing of the root in the console (the same walkthrough)", () => {
    const list = {
      Effect: "Allow",
      Action: ["s3:ListBucket"],
      Resource: ["arn:aws:s3:::companybucket"],
      Condition: { StringEquals: { "s3:prefix": ["", "Development/"], "s3:delimiter": ["/"] } },
    };
    const asked = { action: "s3:ListBucket", resource: "arn:aws:s3:::companybucket" };
    equal(effect({ ...asked, context: { "s3:prefix": "", "s3:delimiter": "/" } }, [list]), "allow");
    equal(effect({ ...asked, context: { "s3:prefix": "Development/" } }, [list]), "implicit deny");
  });
  it("no upload without encryption (S3 user guide, requiring SSE)", () => {
    const put = { action: "s3:PutObject" };
    const encrypted = [
      {
        Sid: "Other",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::bucket/*",
        Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
      },
    ];
    const may = allow({ Action: "s3:PutObject" });
    equal(effect({ ...put, context: { "s3:x-amz-server-side-encryption": "aws:kms" } }, [may], [encrypted]), "allow");
    equal(
      effect({ ...put, context: { "s3:x-amz-server-side-encryption": "AES256" } }, [may], [encrypted]),
      "explicit deny",
    );
    equal(effect(put, [may], [encrypted]), "explicit deny");
  });
  it("only with a recent second factor (IAM user guide, AWS: allows access with MFA)", () => {
    const recent = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "arn:aws:s3:::bucket/*",
      Condition: { NumericGreaterThan: { "aws:MultiFactorAuthAge": 3600 } },
    };
    const none = { ...recent, Condition: { Null: { "aws:MultiFactorAuthAge": true } } };
    equal(effect({ context: { "aws:MultiFactorAuthAge": "60" } }, [allow()], [[recent, none]]), "allow");
    equal(effect({ context: { "aws:MultiFactorAuthAge": "3601" } }, [allow()], [[recent, none]]), "explicit deny");
    equal(effect({}, [allow()], [[recent, none]]), "explicit deny");
  });
  it("everything but IAM (IAM user guide, NotAction with Allow)", () => {
    const power = { Effect: "Allow", NotAction: "iam:*", Resource: "*" };
    equal(effect({ action: "s3:PutObject" }, [power]), "allow");
    equal(effect({ action: "iam:CreateUser" }, [power]), "implicit deny");
  });
});

describe("IAM: policies that are not understood as a whole", () => {
  const cases: [string, unknown, RegExp][] = [
    [
      "an unknown operator",
      allow({ Condition: { IpAddress: { "aws:username": "10.0.0.0/8" } } }),
      /operator IpAddress is not supported/,
    ],
    ["a misspelt operator", allow({ Condition: { stringEquals: { "aws:username": "x" } } }), /operator stringEquals/],
    [
      "an unknown key",
      allow({ Condition: { StringEquals: { "aws:SourceVpc": "x" } } }),
      /key aws:SourceVpc is not supported/,
    ],
    [
      "an operator that does not suit the key",
      allow({ Condition: { StringEquals: { "aws:SecureTransport": "false" } } }),
      /does not suit the key aws:SecureTransport/,
    ],
    [
      "several values without a quantifier",
      allow({ Condition: { StringEquals: { "aws:TagKeys": "x" } } }),
      /needs ForAnyValue or ForAllValues/,
    ],
    ["NullIfExists", allow({ Condition: { NullIfExists: { "aws:username": "true" } } }), /Null stands alone/],
    ["a number that is none", allow({ Condition: { NumericEquals: { "s3:max-keys": "ten" } } }), /cannot compare/],
    ["a date that is none", allow({ Condition: { DateLessThan: { "aws:CurrentTime": "soon" } } }), /cannot compare/],
    ["nothing to compare with", allow({ Condition: { StringEquals: { "aws:username": [] } } }), /with nothing/],
    [
      "a variable in the resource",
      allow({ Resource: "arn:aws:s3:::bucket/${aws:username}/*" }),
      /variable \$\{aws:username\}/,
    ],
    [
      "a variable in a condition",
      allow({ Condition: { StringLike: { "s3:prefix": "${aws:PrincipalTag/team}/*" } } }),
      /variables are not supported/,
    ],
    ["an unknown element", allow({ Conditions: {} }), /unknown element Conditions/],
    ["an effect in lower case", allow({ Effect: "allow" }), /effect "allow"/],
    ["a principal in an identity policy", allow({ Principal: "*" }), /has Principal/],
    ["both Action and NotAction", allow({ NotAction: "s3:PutObject" }), /both Action and NotAction/],
    ["no action", allow({ Action: undefined }), /has no action/],
    ["no resource", allow({ Resource: undefined }), /has no resource/],
    ["a resource that is no ARN", allow({ Resource: "bucket/*" }), /is no ARN/],
    ["two statements of one name", [allow({ Sid: "A" }), deny({ Sid: "A" })], /two statements A/],
    ["no statement", [], /has no statement/],
  ];
  for (const [what, statements, message] of cases)
    it(`${what} is refused`, () => throws(() => policy("identity", statements as Statements), message));
  it("a resource's statement without principal, with one of an unknown kind, or that allows NotPrincipal is refused", () => {
    throws(() => policy("resource", allow()), /has no principal/);
    throws(() => policy("resource", allow({ Principal: { CanonicalUser: "x" } })), /kind CanonicalUser/);
    throws(
      () => policy("resource", allow({ Principal: { AWS: "arn:aws:iam::123456789012:role/*" } })),
      /no principal that can be told/,
    );
    throws(() => policy("resource", allow({ NotPrincipal: { AWS: ROLE } })), /does not support/);
  });
  it("another version of the language is refused: variables would be text in it", () => {
    throws(
      () => parsePolicy("old", "identity", JSON.stringify({ Version: "2008-10-17", Statement: [allow()] }), KEYS),
      /Version is "2008-10-17"/,
    );
    throws(
      () => parsePolicy("old", "identity", JSON.stringify({ Statement: [allow()] }), KEYS),
      /Policy old: its Version/,
    );
  });
});
