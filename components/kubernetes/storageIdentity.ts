import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { StorageIdentityType } from "../arguments/storage";
import type { StorageSpec } from "../model/storageSpec";
import { trustCertificates } from "./trustedCertificates";

type EnvVar = types.input.core.v1.EnvVar;
type Volume = types.input.core.v1.Volume;
type VolumeMount = types.input.core.v1.VolumeMount;

/** What the pods of a kind need to reach the storage. */
export interface StorageCredentials {
  readonly env: EnvVar[];
  readonly volumes: Volume[];
  readonly volumeMounts: VolumeMount[];
  /** Shell commands before Flink starts. */
  readonly preparation: string;
}

/** Credentials reach the plugin by the pod's environment and files, never by the configuration. */
export function storageCredentials(storage: StorageSpec, roleArn: pulumi.Input<string>): StorageCredentials {
  const webIdentity = storage.identity?.type === StorageIdentityType.Irsa;
  const certificates = storage.trustedCertificates;
  return {
    env: [
      ...(storage.region === undefined ? [] : [{ name: "AWS_REGION", value: storage.region }]),
      ...staticKeys(storage),
      ...(webIdentity ? webIdentityEnvironment(roleArn) : []),
      // Nothing may fall back to the identity of the node, which is the same for every pod on it.
      ...(storage.identity?.type === StorageIdentityType.InstanceProfile
        ? []
        : [{ name: "AWS_EC2_METADATA_DISABLED", value: "true" }]),
    ],
    volumes: [
      ...(webIdentity ? [TOKEN_VOLUME] : []),
      ...(certificates
        ? [
            {
              name: CERTIFICATES,
              configMap: { name: certificates.configMap, items: [{ key: certificates.key, path: CERTIFICATES_FILE }] },
            },
          ]
        : []),
    ],
    volumeMounts: [
      ...(webIdentity ? [{ name: TOKEN, mountPath: TOKEN_FOLDER, readOnly: true }] : []),
      ...(certificates ? [{ name: CERTIFICATES, mountPath: CERTIFICATES_FOLDER, readOnly: true }] : []),
    ],
    preparation: certificates
      ? trustCertificates(`${CERTIFICATES_FOLDER}/${CERTIFICATES_FILE}`, "/tmp/trusted-certificates")
      : "",
  };
}

function staticKeys({ credentialsSecret: secret }: StorageSpec): EnvVar[] {
  if (secret === undefined) return [];
  const fromSecret = (name: string, key: string): EnvVar => ({
    name,
    valueFrom: { secretKeyRef: { name: secret.name, key } },
  });
  return [
    fromSecret("AWS_ACCESS_KEY_ID", secret.accessKeyIdKey),
    fromSecret("AWS_SECRET_ACCESS_KEY", secret.secretAccessKeyKey),
  ];
}

const CERTIFICATES = "trusted-certificates";
const CERTIFICATES_FOLDER = "/var/run/pulumi-flink/trusted-certificates";
const CERTIFICATES_FILE = "ca.crt";

/** The name that EKS's webhook gives it: where a service account has a role too, the webhook then leaves the pod as it is. */
const TOKEN = "aws-iam-token";
const TOKEN_FOLDER = "/var/run/secrets/eks.amazonaws.com/serviceaccount";

/** A token of the pod's service account for AWS alone. The kubelet renews it when 80 % of its time are over. */
const TOKEN_VOLUME: Volume = {
  name: TOKEN,
  projected: {
    sources: [{ serviceAccountToken: { audience: "sts.amazonaws.com", expirationSeconds: 3600, path: "token" } }],
  },
};

/** What the AWS SDKs read to exchange the token for keys of the role, at the endpoint of the region. */
function webIdentityEnvironment(roleArn: pulumi.Input<string>): EnvVar[] {
  return [
    { name: "AWS_ROLE_ARN", value: roleArn },
    { name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: `${TOKEN_FOLDER}/token` },
    { name: "AWS_STS_REGIONAL_ENDPOINTS", value: "regional" },
  ];
}
