import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster, S3Profile } from "@pulumi-flink/flink";

/** A setting of this program: a variable of the environment. */
function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`Set ${name} in the environment.`);
  return value;
}

/** What is deployed: a Pulumi program as a function. */
async function program() {
  const cluster = new FlinkCluster("orders", {
    namespace: setting("NAMESPACE"),
    image: setting("IMAGE"),
    job: { entryClass: setting("ENTRY_CLASS"), parallelism: 1 },
    jobManager: { cpu: "200m" },
    taskManager: { cpu: "200m" },
    storage: {
      uri: setting("STATE_URI"),
      endpoint: setting("S3_ENDPOINT"),
      profile: S3Profile.Minio,
      credentialsSecret: { name: "s3-credentials" },
    },
  });
  return { restUrl: cluster.restUrl };
}

const stack = await pulumi.automation.LocalWorkspace.createOrSelectStack({
  projectName: "automation-api",
  stackName: "production",
  program,
});
await stack.setConfig("kubernetes:context", { value: setting("KUBE_CONTEXT") });

if (process.argv[2] === "destroy") {
  await stack.destroy({ onOutput: console.log });
} else {
  const { outputs } = await stack.up({ onOutput: console.log });
  console.log(`The web UI is at ${outputs.restUrl.value} inside the Kubernetes cluster.`);
}
