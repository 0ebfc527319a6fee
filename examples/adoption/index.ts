import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster, type StateStorageArgs } from "@pulumi-flink/flink";

const config = new pulumi.Config();

/** A component under which the cluster moves. */
class Pipeline extends pulumi.ComponentResource {
  readonly restUrl: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("acme:index:Pipeline", name, {}, opts);
    const cluster = new FlinkCluster(
      `${name}-flink`,
      {
        // The name of the component was the cluster's id. The id names objects and state, so it stays as it was.
        clusterId: "orders",
        namespace: config.require("namespace"),
        image: config.require("image"),
        job: { entryClass: config.require("entryClass"), parallelism: 1 },
        jobManager: { cpu: "200m" },
        taskManager: { cpu: "200m" },
        storage: config.requireObject<StateStorageArgs>("storage"),
      },
      {
        parent: this,
        // What it was called and where it was: at the top of the stack. Its objects need no aliases of their own.
        aliases: [{ name: "orders", parent: pulumi.rootStackResource }],
      },
    );
    this.restUrl = cluster.restUrl;
    this.registerOutputs({ restUrl: this.restUrl });
  }
}

const production = new k8s.Provider("production", { context: new pulumi.Config("kubernetes").require("context") });

export const { restUrl } = new Pipeline("checkout", { providers: [production] });
