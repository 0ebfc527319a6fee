import { ListPodIdentityAssociationsCommand } from "@aws-sdk/client-eks";
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from "@aws-sdk/client-iam";
import { DescribeKeyCommand, GetKeyRotationStatusCommand, ListAliasesCommand } from "@aws-sdk/client-kms";
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
} from "@aws-sdk/client-s3";
import { administrator, BUCKET, REGION } from "./administrator";
import type { SimulatedAws } from "./server/simulatedAws";

const IN_BUCKET = { Bucket: BUCKET };

/** A statement of a policy, of the resource or of a trust. */
export interface Statement {
  Sid: string;
  Condition: object;
}

/** What an administrator sees of the tests' storage on AWS. */
export class Inspection {
  private readonly clients: ReturnType<typeof administrator>;

  constructor(aws: SimulatedAws, region = REGION) {
    this.clients = administrator(aws, undefined, region);
  }

  async bucketNames() {
    return (await this.clients.s3.send(new ListBucketsCommand({}))).Buckets!.map(({ Name }) => Name);
  }

  async bucketRegion() {
    return (await this.clients.s3.send(new GetBucketLocationCommand(IN_BUCKET))).LocationConstraint;
  }

  async publicAccessBlock() {
    return (await this.clients.s3.send(new GetPublicAccessBlockCommand(IN_BUCKET))).PublicAccessBlockConfiguration!;
  }

  async ownership() {
    return (await this.clients.s3.send(new GetBucketOwnershipControlsCommand(IN_BUCKET))).OwnershipControls!.Rules;
  }

  async encryption() {
    const { ServerSideEncryptionConfiguration } = await this.clients.s3.send(new GetBucketEncryptionCommand(IN_BUCKET));
    return ServerSideEncryptionConfiguration!.Rules![0];
  }

  /** Undefined for a bucket that never had versions. */
  async versioning() {
    return (await this.clients.s3.send(new GetBucketVersioningCommand(IN_BUCKET))).Status;
  }

  async tags() {
    const { TagSet } = await this.clients.s3.send(new GetBucketTaggingCommand(IN_BUCKET));
    return Object.fromEntries(TagSet!.map(({ Key, Value }) => [Key, Value]));
  }

  async lifecycleRules() {
    return (await this.clients.s3.send(new GetBucketLifecycleConfigurationCommand(IN_BUCKET))).Rules!;
  }

  /** Undefined where no accesses are logged. */
  async accessLogging() {
    return (await this.clients.s3.send(new GetBucketLoggingCommand(IN_BUCKET))).LoggingEnabled;
  }

  async bucketPolicy() {
    return statements((await this.clients.s3.send(new GetBucketPolicyCommand(IN_BUCKET))).Policy!);
  }

  async object(Key: string) {
    return (await this.clients.s3.send(new GetObjectCommand({ ...IN_BUCKET, Key }))).Body!.transformToString();
  }

  /** The roles of the cluster `orders`. */
  async roleNames() {
    const { Roles } = await this.clients.iam.send(new ListRolesCommand({}));
    return Roles!
      .map(({ RoleName }) => RoleName!)
      .filter((name) => name.startsWith("orders-"))
      .sort();
  }

  async role(RoleName: string) {
    return (await this.clients.iam.send(new GetRoleCommand({ RoleName }))).Role!;
  }

  /** Who may take a role. */
  async trust(RoleName: string) {
    return statements(decodeURIComponent((await this.role(RoleName)).AssumeRolePolicyDocument!));
  }

  /** The policies in a role. */
  async rolePolicies(RoleName: string): Promise<unknown[]> {
    const { PolicyNames } = await this.clients.iam.send(new ListRolePoliciesCommand({ RoleName }));
    const policies = PolicyNames!.map((PolicyName) =>
      this.clients.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
    );
    return (await Promise.all(policies)).map(
      ({ PolicyDocument }) => JSON.parse(decodeURIComponent(PolicyDocument!)) as unknown,
    );
  }

  /** ARNs of the policies that a role has besides. */
  async attachedPolicies(RoleName: string) {
    const { AttachedPolicies } = await this.clients.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    return AttachedPolicies!.map(({ PolicyArn }) => PolicyArn).sort();
  }

  async keyState(KeyId: string) {
    return (await this.clients.kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata!.KeyState;
  }

  async keyRotates(KeyId: string) {
    return (await this.clients.kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled;
  }

  /** The ids of the keys that the aliases of the storage name. */
  async aliasedKeys() {
    const { Aliases } = await this.clients.kms.send(new ListAliasesCommand({}));
    return Aliases!
      .filter(({ AliasName }) => AliasName!.includes("orders"))
      .map(({ AliasName, TargetKeyId }) => ({
        AliasName,
        TargetKeyId,
      }));
  }

  /** `namespace/service account` of each association of Pod Identity. */
  async podIdentities(clusterName: string) {
    const { associations } = await this.clients.eks.send(new ListPodIdentityAssociationsCommand({ clusterName }));
    return associations!.map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`).sort();
  }
}

function statements(policy: string): Statement[] {
  return (JSON.parse(policy) as { Statement: Statement[] }).Statement;
}
