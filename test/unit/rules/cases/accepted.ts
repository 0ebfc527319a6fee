import { HighAvailabilityType } from "../../../../components/arguments/highAvailability";
import { S3Plugin } from "../../../../components/arguments/storage";
import { job, storage } from "./case";

/** Arguments at the edge of what the rules allow. */
export const ACCEPTED: Record<string, object> = {
  "the least there must be": {},
  "a cluster id as long as Flink allows": { clusterId: "a".repeat(38) },
  "the last generation": { generation: 9999 },
  "an image by digest": { image: `registry.example:5000/team/job@sha256:${"0".repeat(64)}` },
  "an image with a tag as long as a registry allows": { image: `j:${"t".repeat(128)}` },
  "an image with tag and digest": { image: `job:1@sha256:${"0".repeat(64)}` },
  "the first safe patch of 2.2": { flinkVersion: "2.2.1" },
  "a patch of two digits": { flinkVersion: "2.2.10" },
  "labels at the edge of what Kubernetes allows": {
    labels: { ["k".repeat(63)]: "v".repeat(63), "a/b": "", "my-team.example/Team_1.x": "A-b_c.9" },
  },
  "namesakes of the component's labels": {
    labels: { "app.kubernetes.io/version": "1", "app.kubernetes.io/name-2": "x", "my.pulumi-flink/generation": "1" },
  },
  "the native plugin from 2.3 on": storageOf({ plugin: S3Plugin.Native, region: "eu-central-1" }),
  "the native plugin without region on a store that has one by default": storageOf({
    plugin: S3Plugin.Native,
    endpoint: "http://ceph",
    profile: "ceph",
  }),
  "each plugin's other scheme": storageOf({ plugin: S3Plugin.Presto, uri: "s3p://bucket" }),
  "a folder with a slash at its end": storageOf({ uri: "s3://bucket/flink/" }),
  "a nested class": { job: job({ entryClass: "com.example.Outer$Inner" }) },
  "a class without a package": { job: job({ entryClass: "_Größe2" }) },
  "a savepoint whose state need not all be restored": {
    job: job({ initialSavepoint: "s3a://bucket/flink/savepoint-1", allowNonRestoredState: true }),
  },
  "a savepoint in a store of one letter": { job: job({ initialSavepoint: "x://y" }) },
  "all state of a savepoint": { job: job({ allowNonRestoredState: false }) },
  "the shortest times of checkpoints": { checkpoints: { interval: "10 ms", timeout: "10 ms", retained: 1 } },
  "as many slots as the job wants": { job: job({ parallelism: 6 }), taskManager: { replicas: 2, slots: 3 } },
  "one JobManager without high availability": {
    highAvailability: { type: HighAvailabilityType.None },
    jobManager: { replicas: 1 },
  },
  "lease times that nothing reads without high availability": {
    highAvailability: { type: HighAvailabilityType.None, leaseDuration: "1 s" },
  },
  "lease times just above their bounds": {
    highAvailability: { leaseDuration: "10001 ms", renewDeadline: "10 s", retryPeriod: "4545 ms" },
  },
  "a CPU limit equal to the request": { jobManager: { cpu: "0.5", cpuLimit: "500m" } },
  "a CPU limit above the request": { taskManager: { cpu: "10", cpuLimit: "12.25" }, jobManager: { cpu: "1500m" } },
  "the smallest JobManager": { jobManager: { memory: "704m" } },
  "annotations while one service account is the component's": {
    access: { jobManagerServiceAccount: "mine", serviceAccountAnnotations: { role: "arn:aws:iam::1:role/flink" } },
  },
  "annotations while the other service account is the component's": {
    access: { taskManagerServiceAccount: "mine", serviceAccountAnnotations: { role: "arn:aws:iam::1:role/flink" } },
  },
  "no annotations where the component creates no service account": {
    access: { jobManagerServiceAccount: "a", taskManagerServiceAccount: "b", serviceAccountAnnotations: {} },
  },
  "a secret's switch": { flinkConfiguration: { "security.delegation.tokens.enabled": "false" } },
  "a default that the user overrides": { flinkConfiguration: { "web.submit.enable": "true" } },
  "free ports": { flinkConfiguration: { "metrics.reporter.prom.port": "9249-9260", "other.port": "0" } },
  "ports at the edges": {
    flinkConfiguration: { "a.port": "1024", "b.port": "65535", "c.port": "6127-6127", "d.port": "6100-6120" },
  },
  "what is called like a port": { flinkConfiguration: { "some.ports": "80", "some.port.name": "http" } },
  "roles of other partitions and with a path": storageOf({
    region: "cn-north-1",
    identity: {
      type: "irsa",
      jobManagerRoleArn: "arn:aws-cn:iam::123456789012:role/team/flink@jobs",
      taskManagerRoleArn: "arn:aws-us-gov:iam::123456789012:role/flink",
    },
  }),
  "an AWS identity through an endpoint of AWS": storageOf({
    endpoint: "https://s3.eu-central-1.amazonaws.com",
    identity: { type: "pod-identity" },
  }),
  "an AWS identity through a gateway": storageOf({
    endpoint: "https://gateway.example",
    profile: "aws",
    identity: { type: "instance-profile" },
  }),
  "static keys of a store without profile": storageOf({
    endpoint: "https://s3.example",
    credentialsSecret: { name: "keys" },
  }),
  "a namesake of AWS": storageOf({ endpoint: "https://amazonaws.com.example", credentialsSecret: { name: "keys" } }),
  "a namesake of a host of AWS": storageOf({
    endpoint: "https://s3.amazonaws.com.example",
    credentialsSecret: { name: "keys" },
  }),
  "an endpoint with its port and a slash": storageOf({
    endpoint: "https://S3.example:443/",
    credentialsSecret: { name: "keys" },
  }),
  "certificates for AWS, which may be behind a proxy": storageOf({ trustedCertificates: { configMap: "ca" } }),
  "the longest key of a ConfigMap": storageOf({ trustedCertificates: { configMap: "ca", key: "k".repeat(253) } }),
  "an annotated role where no identity is given": {
    access: { serviceAccountAnnotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/flink" } },
  },
  "certificates of an https endpoint": storageOf({
    endpoint: "https://s3.example",
    trustedCertificates: { configMap: "ca", key: "tls-ca_1.pem" },
  }),
  "a provider of one's own where no identity is given": storageOf({
    options: { "fs.s3a.aws.credentials.provider": "org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider" },
  }),
  "another annotation beside an identity": {
    ...storageOf({ identity: { type: "pod-identity" } }),
    access: { serviceAccountAnnotations: { team: "orders" } },
  },
  "the storage that was made for it": {
    clusterId: "orders",
    ...storageOf({
      cluster: {
        clusterId: "orders",
        namespace: "flink",
        jobManagerServiceAccount: "jm",
        taskManagerServiceAccount: "orders-taskmanager",
      },
    }),
    access: { jobManagerServiceAccount: "jm" },
  },
  "options of the plugin": storageOf({ options: { "fs.s3a.directory.marker.retention": "keep" } }),
};

function storageOf(settings: object): object {
  return { storage: storage(settings) };
}
