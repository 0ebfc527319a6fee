import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const NAMESPACE = config.require("namespace");

const namespace = new k8s.core.v1.Namespace(NAMESPACE, {
  metadata: { name: NAMESPACE, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
});

const credentials = new k8s.core.v1.Secret("s3-credentials", {
  metadata: { name: "s3-credentials", namespace: namespace.metadata.name },
  stringData: {
    AWS_ACCESS_KEY_ID: config.requireSecret("accessKeyId"),
    AWS_SECRET_ACCESS_KEY: config.requireSecret("secretAccessKey"),
  },
});

/** A service account that gets no token unless a pod asks for it. */
function serviceAccount(name: string): pulumi.Output<string> {
  const metadata = { name, namespace: namespace.metadata.name };
  return new k8s.core.v1.ServiceAccount(name, { metadata, automountServiceAccountToken: false }).metadata.name;
}

/** What each application takes: arguments of FlinkCluster, by the application's name. */
export const applications = Object.fromEntries(
  config.requireObject<string[]>("applications").map((application) => [
    application,
    {
      namespace: namespace.metadata.name,
      storage: {
        uri: config.require("uri"),
        endpoint: config.require("endpoint"),
        profile: config.require("profile"),
        credentialsSecret: { name: credentials.metadata.name },
      },
      access: {
        jobManagerServiceAccount: serviceAccount(`${application}-jm`),
        taskManagerServiceAccount: serviceAccount(`${application}-tm`),
      },
    },
  ]),
);
