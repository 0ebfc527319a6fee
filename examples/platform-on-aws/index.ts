import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { S3StateStorage, StorageIdentityType } from "@pulumi-flink/flink";

const config = new pulumi.Config();
const NAMESPACE = config.require("namespace");

const namespace = new k8s.core.v1.Namespace(NAMESPACE, {
  metadata: { name: NAMESPACE, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
});

/** A service account that gets no token unless a pod asks for it. */
function serviceAccount(name: string): pulumi.Output<string> {
  const metadata = { name, namespace: namespace.metadata.name };
  return new k8s.core.v1.ServiceAccount(name, { metadata, automountServiceAccountToken: false }).metadata.name;
}

/** Namespace, place in a bucket of its own and service accounts of one application. */
function place(application: string) {
  const access = {
    jobManagerServiceAccount: serviceAccount(`${application}-jm`),
    taskManagerServiceAccount: serviceAccount(`${application}-tm`),
  };
  const state = new S3StateStorage(application, {
    cluster: { clusterId: application, namespace: namespace.metadata.name, ...access },
    identity: { type: StorageIdentityType.PodIdentity, eksCluster: config.require("eksCluster") },
  });
  return { namespace: namespace.metadata.name, storage: state.storage, access };
}

/** What each application takes: arguments of FlinkCluster, by the application's name. */
export const applications = Object.fromEntries(
  config.requireObject<string[]>("applications").map((application) => [application, place(application)]),
);
