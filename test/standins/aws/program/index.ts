import * as pulumi from "@pulumi/pulumi";
import { S3StateStorage, type S3StateStorageArgs } from "@pulumi-flink/flink";

const config = new pulumi.Config();
const formerName = config.get("formerName");
const aliases = formerName === undefined ? [] : [{ name: formerName }];
const state = new S3StateStorage(config.get("name") ?? "orders", config.requireObject<S3StateStorageArgs>("stateStorage"), { aliases });

export const { bucket, bucketArn, stateRoot, kmsKeyArn, jobManagerRoleArn, taskManagerRoleArn, jobManagerPolicy, taskManagerPolicy } = state;
export const uri = state.storage.uri;
