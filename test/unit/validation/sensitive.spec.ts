import * as assert from "node:assert/strict";
import { isSensitive, shownValue } from "../../../components/validation/sensitive";

const SENSITIVE = [
  "security.ssl.rest.keystore-password",
  "s3.secret-key",
  "fs.s3a.secret.key",
  "aws.secretKey",
  "metrics.reporter.dghttp.apikey",
  "metrics.reporter.x.api-key",
  "some.auth-params",
  "fs.service-key",
  "fs.s3a.session.token",
  "metrics.reporter.x.basic-auth",
  "security.kerberos.jaas.config",
  "rest.http-headers",
  "fs.azure.account.key.store.blob.core.windows.net",
  "fs.s3a.access.key",
  "s3.access-key",
  "accessKey",
];
const PUBLIC = [
  "parallelism.default",
  "s3.endpoint",
  "s3.path.style.access",
  "jaas/config",
  "fs/azure/account/key",
  "access_keys",
  "access--key",
];

describe("a key", () => {
  for (const key of SENSITIVE) it(`${key} is that of a secret`, () => assert.equal(isSensitive(key), true));

  for (const key of PUBLIC) it(`${key} is not that of a secret`, () => assert.equal(isSensitive(key), false));

  it("is that of a secret in upper case, too", () => assert.equal(isSensitive("DB_PASSWORD"), true));
});

describe("the value that an error shows", () => {
  it("is never that of a secret", () => assert.equal(shownValue("s3.secret-key", "hidden"), "(not shown)"));

  it("is as it was given otherwise", () => assert.equal(shownValue("parallelism.default", 3), 3));
});
