import * as pulumi from "@pulumi/pulumi";
import { S3StateStorage, type S3StateStorageArgs } from "@pulumi-flink/flink";

const config = new pulumi.Config();
const FORMER_NAME = config.get("formerName");
const ALIASES = FORMER_NAME === undefined ? [] : [{ name: FORMER_NAME }];
const state = new S3StateStorage(
  config.get("name") ?? "orders",
  config.requireObject<S3StateStorageArgs>("stateStorage"),
  { aliases: ALIASES },
);

export const {
  bucket,
  bucketArn,
  stateRoot,
  kmsKeyArn,
  jobManagerRoleArn,
  taskManagerRoleArn,
  jobManagerPolicy,
  taskManagerPolicy,
} = state;
export const uri = state.storage.uri;
