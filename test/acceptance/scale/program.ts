import { version } from "../../../components/package.json";

/** What a program makes many of. */
export const WAYS = ["in process", "remote", "ConfigMaps", "empty components"] as const;
export type Way = (typeof WAYS)[number];

/** The ways that make clusters. */
export const CLUSTER_WAYS: Way[] = ["in process", "remote"];

/** Resources of a cluster: the component, and the objects of Kubernetes in it. */
export const OBJECTS = 11;

/** How many resources one more of its things adds to a stack. */
export const RESOURCES: Record<Way, number> = {
  "in process": 1 + OBJECTS,
  remote: 1 + OBJECTS,
  ConfigMaps: 1 + OBJECTS,
  "empty components": 1,
};

/** Arguments of a cluster as people write them: high availability, storage, a job, two JobManagers, a TaskManager. */
const CLUSTER = (namespace: string) => ({
  namespace,
  image: "registry.example/job:1.0.0",
  job: { entryClass: "com.example.Job", arguments: ["--rate", "200"] },
  jobManager: { replicas: 2, memory: "1g", cpu: "100m" },
  taskManager: { replicas: 1, slots: 1, memory: "1200m", cpu: "100m" },
  storage: {
    uri: "s3://bucket/flink",
    endpoint: "http://store.example:8080",
    credentialsSecret: { name: "s3-credentials" },
  },
  checkpoints: { interval: "10 s" },
});

const MAKES: Record<Way, string> = {
  "in process": 'new (require("@pulumi-flink/flink").FlinkCluster)(name, args);',
  remote: `new (class extends pulumi.ComponentResource {
    constructor(name, inputs) {
      super("flink:index:FlinkCluster", name, inputs, { version: ${JSON.stringify(version)} }, true);
    }
  })(name, args);`,
  ConfigMaps: `const parent = new pulumi.ComponentResource("scale:index:ConfigMaps", name);
  for (let index = 0; index < ${OBJECTS}; index++)
    new (require("@pulumi/kubernetes").core.v1.ConfigMap)(\`\${name}-\${index}\`, {
      metadata: { name: \`\${name}-\${index}\`, namespace: args.namespace },
      data: { key: "value" },
    }, { parent });`,
  "empty components": 'new pulumi.ComponentResource("scale:index:Empty", name);',
};

/** A program that makes as many of them as asked for, in one namespace. */
export function scaleProgram(way: Way, count: number, namespace: string): string {
  return `
const pulumi = require("@pulumi/pulumi");
const args = ${JSON.stringify(CLUSTER(namespace))};
for (let number = 1; number <= ${count}; number++) {
  const name = \`flink-\${number}\`;
  ${MAKES[way]}
}
`;
}
