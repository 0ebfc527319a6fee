import * as pulumi from "@pulumi/pulumi";
import { S3StateStorage, type FlinkClusterArgs, type S3StateStorageArgs } from "@pulumi-flink/flink";

/** The storage of a stack of this project's own program, without the Flink cluster: the same resources by name. */
const config = new pulumi.Config();
const NAME = config.require("name");
const { namespace } = config.requireObject<FlinkClusterArgs>("cluster");
new S3StateStorage(NAME, {
  ...config.requireObject<S3StateStorageArgs>("stateStorage"),
  cluster: { clusterId: NAME, namespace },
});
