import * as pulumi from "@pulumi/pulumi";
import { S3StateStorage, type S3StateStorageArgs } from "@pulumi-flink/flink";

const state = new S3StateStorage("orders", new pulumi.Config().requireObject<S3StateStorageArgs>("stateStorage"));

export const { bucket, bucketArn, stateRoot, kmsKeyArn, jobManagerRoleArn, taskManagerRoleArn, jobManagerPolicy, taskManagerPolicy } = state;
export const uri = state.storage.uri;
