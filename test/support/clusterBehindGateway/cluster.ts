import { stateStorageSpec, type StateStorageSpec } from "../../../components/aws/spec";
import { bucketPolicy } from "../../../components/iam/bucketPolicy";
import { stateOptions } from "../../../components/aws/location";
import { statePolicy } from "../../../components/iam/grants";
import { webIdentityTrust } from "../../../components/iam/trust";
import { S3Plugin, type StateStorageArgs, StorageIdentityType } from "../../../components/arguments/storage";
import { PROCESS_KINDS, type ProcessKind } from "../../../components/model/processes";
import type { AccessDefinition, RoleDefinition } from "../../standins/gateway/access";
import { type PolicyDocument } from "../../../components/iam/policyDocument";

/** The account of AWS that everything of the stand-in is in. */
const ACCOUNT = "123456789012";
const DNS_SUFFIX = "amazonaws.com";

/** ConfigMap with the authority of the gateway's certificate, in the namespace of a cluster. */
export const AUTHORITY_CONFIG_MAP = "gateway-authority";

/** What a cluster's roles may do in which bucket. */
export interface GatewayCluster {
  readonly clusterId: string;
  readonly namespace: string;
  readonly bucket: string;
  readonly folder: string;
  readonly plugin: S3Plugin;
  readonly region: string;
}

/** ARN of the IAM OIDC provider of an issuer, as of a Kubernetes cluster. */
export function oidcProviderArn(issuer: string): string {
  return `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer.replace(/^https:\/\//, "")}`;
}

/** ARN of a role of a cluster. */
export function roleArn(clusterId: string, role: ProcessKind): string {
  return `arn:aws:iam::${ACCOUNT}:role/${clusterId}-${role}`;
}

/** Key of a cluster's folder. */
export function rootOf(cluster: GatewayCluster): string {
  return specOf(cluster).stateKey;
}

/**
 * Roles, bucket policy and key exactly as S3StateStorage computes them for clusters in one bucket. The bucket has one
 * key of KMS, and its policy is the first cluster's: only that one may write to its folder.
 */
export function accessOf(clusters: GatewayCluster[], issuer: string): AccessDefinition {
  const [first] = clusters;
  const writers = PROCESS_KINDS.map((role) => roleArn(first.clusterId, role));
  return {
    roles: clusters.flatMap((cluster) => PROCESS_KINDS.map((role) => roleOf(cluster, role, issuer))),
    buckets: [
      {
        name: first.bucket,
        policy: bucketPolicy({ bucketArn: bucketArn(first), stateKey: rootOf(first), writers }),
        kmsKeyArn: kmsKeyArn(first),
      },
    ],
  };
}

/** An action that a role's policy grants. */
export interface Grant {
  readonly role: ProcessKind;
  readonly action: string;
}

/** Every action that a cluster's policies grant. */
export function grantsOf(cluster: GatewayCluster): Grant[] {
  return PROCESS_KINDS.flatMap((role) => {
    const actions = new Set(document(cluster, role).Statement.flatMap(({ Action }) => Action));
    return [...actions].map((action) => ({ role, action }));
  });
}

/** The same access without one action of one role. */
export function without(access: AccessDefinition, clusterId: string, { role, action }: Grant): AccessDefinition {
  const arn = roleArn(clusterId, role);
  return {
    ...access,
    roles: access.roles.map((definition) =>
      definition.arn === arn
        ? { ...definition, policies: definition.policies.map((policy) => withoutAction(policy, action)) }
        : definition,
    ),
  };
}

/** The argument `storage` of a cluster that believes to be on AWS. */
export function storageOnAws({ clusterId, bucket, folder, plugin, region }: GatewayCluster): StateStorageArgs {
  return {
    uri: `s3://${bucket}/${folder}`,
    plugin,
    region,
    identity: {
      type: StorageIdentityType.Irsa,
      jobManagerRoleArn: roleArn(clusterId, "jobmanager"),
      taskManagerRoleArn: roleArn(clusterId, "taskmanager"),
    },
    trustedCertificates: { configMap: AUTHORITY_CONFIG_MAP },
    options: stateOptions(plugin),
  };
}

function withoutAction(policy: string, action: string): string {
  const { Version, Statement } = JSON.parse(policy) as PolicyDocument;
  const kept = Statement.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((granted) => granted !== action),
  })).filter(({ Action }) => Action.length > 0);
  return JSON.stringify({ Version, Statement: kept });
}

function roleOf(cluster: GatewayCluster, role: ProcessKind, issuer: string): RoleDefinition {
  const serviceAccount = specOf(cluster).serviceAccounts[role];
  return {
    arn: roleArn(cluster.clusterId, role),
    trustPolicy: webIdentityTrust(oidcProviderArn(issuer), cluster.namespace, serviceAccount),
    policies: [JSON.stringify(document(cluster, role))],
  };
}

function document(cluster: GatewayCluster, role: ProcessKind): PolicyDocument {
  const access = {
    spec: specOf(cluster),
    bucketArn: bucketArn(cluster),
    region: cluster.region,
    dnsSuffix: DNS_SUFFIX,
    kmsKeyArn: kmsKeyArn(cluster),
    formerKmsKeyArns: [],
  };
  return JSON.parse(statePolicy(role, access)) as PolicyDocument;
}

function specOf({ clusterId, namespace, folder, plugin }: GatewayCluster): StateStorageSpec {
  return stateStorageSpec({
    cluster: { clusterId, namespace },
    identity: { type: StorageIdentityType.Irsa },
    folder,
    plugin,
    jobFolders: plugin === S3Plugin.Presto ? [] : ["sink"],
  });
}

function bucketArn({ bucket }: GatewayCluster): string {
  return `arn:aws:s3:::${bucket}`;
}

function kmsKeyArn({ region }: GatewayCluster): string {
  return `arn:aws:kms:${region}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
}
