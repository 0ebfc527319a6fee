import * as assert from "node:assert/strict";
import { KEY_ARN, OIDC_PROVIDER_ARN, POLICY_ARN, ROLE_ARN } from "../../../components/validation/arns";
import { mustMatch } from "../../../components/validation/forms";

const ACCOUNT = "123456789012";
const ISSUER = "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF";
const KEY = "key/12345678-90ab-cdef-1234-567890abcdef";

/** Forms of ARNs: which ones they accept, which ones they refuse, and with what words. */
const FORMS = {
  "a role": {
    form: ROLE_ARN,
    accepted: [
      `arn:aws:iam::${ACCOUNT}:role/flink`,
      `arn:aws-us-gov:iam::${ACCOUNT}:role/team/flink+a=b,c.d@e_f-g`,
      `arn:aws-cn:iam::${ACCOUNT}:role/f`,
    ],
    refused: [
      "flink",
      ` arn:aws:iam::${ACCOUNT}:role/flink`,
      `arn:aws:iam::${ACCOUNT}:role/flink `,
      `arn:aws:iam::${ACCOUNT}:role/`,
      `arn:aws:iam::${ACCOUNT}:role/*`,
      `arn:aws:iam::${ACCOUNT}0:role/flink`,
      `arn:aws:iam::${ACCOUNT}:instance-profile/flink`,
      `arn:aws:sts::${ACCOUNT}:assumed-role/flink/pod`,
      `arn:*:iam::${ACCOUNT}:role/flink`,
    ],
    allowed: "arn:aws:iam::<account>:role/<name>",
    fix: "Give the ARN of the role as `aws iam get-role` shows it, not of a session or an instance profile.",
  },
  "a managed policy": {
    form: POLICY_ARN,
    accepted: [
      `arn:aws:iam::${ACCOUNT}:policy/boundary`,
      "arn:aws:iam::aws:policy/service-role/AWSReadOnly",
      `arn:aws-cn:iam::${ACCOUNT}:policy/p`,
    ],
    refused: ["boundary", `arn:aws:iam::${ACCOUNT}:policy/*`, "arn:aws:iam:::policy/x", "arn:aws:iam::aws:role/x"],
    allowed: "arn:aws:iam::<account>:policy/<name>",
    fix: "Give the ARN of a managed policy; an inline policy has none.",
  },
  "a KMS key": {
    form: KEY_ARN,
    accepted: [`arn:aws:kms:eu-central-1:${ACCOUNT}:${KEY}`, `arn:aws:kms:us-east-1:${ACCOUNT}:key/mrk-0a1b2c3d`],
    refused: [
      "alias/state",
      `arn:aws:kms:eu-central-1:${ACCOUNT}:alias/state`,
      `arn:aws:kms::${ACCOUNT}:${KEY}`,
      `arn:aws:kms:*:${ACCOUNT}:${KEY}`,
      `arn:aws:kms:eu-central-1:${ACCOUNT}:key/*`,
    ],
    allowed: "arn:aws:kms:<region>:<account>:key/<id>",
    fix: "Give the ARN of the key itself: IAM policies do not follow an alias.",
  },
  "an OIDC provider": {
    form: OIDC_PROVIDER_ARN,
    accepted: [
      `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`,
      `arn:aws:iam::${ACCOUNT}:oidc-provider/issuer.example`,
    ],
    refused: [
      `https://${ISSUER}`,
      `arn:aws:iam::${ACCOUNT}:oidc-provider/https://${ISSUER}`,
      `arn:aws:iam::${ACCOUNT}:oidc-provider/issuer.example/`,
      `arn:aws:iam::${ACCOUNT}:oidc-provider/`,
    ],
    allowed: "arn:aws:iam::<account>:oidc-provider/<issuer without https://>",
    fix: "Give the ARN of the IAM OIDC provider, as `aws iam list-open-id-connect-providers` shows it; the issuer's URL is not enough.",
  },
};

for (const [name, { form, accepted, refused, allowed, fix }] of Object.entries(FORMS)) {
  describe(`the ARN of ${name}`, () => {
    for (const arn of accepted) it(`may be ${arn}`, () => assert.equal(mustMatch(form, "arn", arn), undefined));

    for (const value of refused) {
      it(`is not ${JSON.stringify(value)}`, () =>
        assert.deepEqual(mustMatch(form, "arn", value), { path: "arn", value, allowed, fix }));
    }
  });
}
