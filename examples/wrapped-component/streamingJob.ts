import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster, type StateStorageArgs } from "@pulumi-flink/flink";

/** What a team says of its job; everything else is the company's choice. */
export interface StreamingJobArgs {
  /** Who answers for it. The company's clusters have a namespace for each team. */
  team: pulumi.Input<string>;
  image: pulumi.Input<string>;
  entryClass: pulumi.Input<string>;
  /** Slots that the job needs, each with a TaskManager. Defaults to 1. */
  parallelism?: pulumi.Input<number>;
  storage: pulumi.Input<StateStorageArgs>;
}

/** A Flink job as this company runs them. */
export class StreamingJob extends pulumi.ComponentResource {
  /** URL of the web UI inside the Kubernetes cluster. */
  readonly url: pulumi.Output<string>;
  /** Folder that holds the job's state. */
  readonly stateRoot: pulumi.Output<string>;

  constructor(name: string, args: StreamingJobArgs, opts?: pulumi.ComponentResourceOptions) {
    super("acme:index:StreamingJob", name, args, opts);
    const parallelism = args.parallelism ?? 1;

    // As a child it has this component's providers, protection and aliases.
    const cluster = new FlinkCluster(
      name,
      {
        namespace: args.team,
        image: args.image,
        job: { entryClass: args.entryClass, parallelism },
        jobManager: { cpu: "200m" },
        taskManager: { replicas: parallelism, cpu: "200m" },
        storage: args.storage,
        checkpoints: { interval: "10 s" },
        flinkConfiguration: { "state.backend.type": "rocksdb" },
      },
      { parent: this },
    );

    this.url = cluster.restUrl;
    this.stateRoot = cluster.stateRoot;
    this.registerOutputs({ url: this.url, stateRoot: this.stateRoot });
  }
}
