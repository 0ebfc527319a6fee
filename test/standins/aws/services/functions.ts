import { GetBucketLocationCommand, HeadBucketCommand } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { AwsFunction } from "../plugin/handler";
import { bucketNames } from "./s3/bucket";

/** aws.getCallerIdentity */
export const getCallerIdentity: AwsFunction = async (_, { sts }) => {
  const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}));
  return { id: Account, accountId: Account, arn: Arn, userId: UserId };
};

/** aws.getRegion */
export const getRegion: AwsFunction = async (_, { region }) => ({
  id: region,
  region,
  name: region,
  endpoint: `ec2.${region}.amazonaws.com`,
});

/** Suffixes of the partitions other than AWS's public one, by the beginning of their regions. */
const PARTITIONS: [prefix: string, partition: string, dnsSuffix: string, reversed: string][] = [
  ["cn-", "aws-cn", "amazonaws.com.cn", "cn.com.amazonaws"],
  ["us-gov-", "aws-us-gov", "amazonaws.com", "com.amazonaws"],
];

/** aws.getPartition */
export const getPartition: AwsFunction = async (_, { region }) => {
  const [, partition, dnsSuffix, reverseDnsPrefix] = PARTITIONS.find(([prefix]) => region.startsWith(prefix)) ?? [
    "",
    "aws",
    "amazonaws.com",
    "com.amazonaws",
  ];
  return { id: partition, partition, dnsSuffix, reverseDnsPrefix };
};

/** aws.s3.getBucket: an existing bucket; one that is not there is an error. */
export const getBucket: AwsFunction = async ({ bucket }, { s3 }) => {
  await s3.send(new HeadBucketCommand({ Bucket: bucket }));
  const region = (await s3.send(new GetBucketLocationCommand({ Bucket: bucket }))).LocationConstraint || "us-east-1";
  return { id: bucket, bucket, ...bucketNames(bucket as string, region) };
};
