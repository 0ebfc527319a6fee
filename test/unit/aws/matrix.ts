import { BucketEncryptionType } from "../../../components";
import { keyArn, MINIMAL, OIDC_PROVIDER, POD_IDENTITY, roleArn } from "../../support/recordedStorage";

/** Ways by which pods get their roles, created and existing ones. */
export const IDENTITIES = {
  IRSA: MINIMAL.identity,
  "Pod Identity": POD_IDENTITY,
  "one existing role": { type: "irsa", oidcProviderArn: OIDC_PROVIDER, taskManagerRoleArn: roleArn("tm") },
};

/** Storages that differ in what their policies say. */
export const SETTINGS = {
  defaults: {},
  "everything on": {
    encryption: { type: BucketEncryptionType.SseKms, formerKmsKeyArns: [keyArn("old")] },
    onlyClusterMayWrite: true,
    jobFolders: ["sink"],
    accessLogging: { bucket: "logs" },
  },
  "an existing bucket": {
    bucketName: undefined,
    existingBucket: { name: "theirs", kmsKeyArn: keyArn("theirs"), formerKmsKeyArns: [keyArn("formerly")] },
  },
};
