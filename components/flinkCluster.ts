import * as pulumi from "@pulumi/pulumi";
import type { FlinkClusterArgs } from "./arguments/flinkCluster";
import { haConfigMapSelector } from "./model/labels";
import { stateRoot } from "./model/stateFolders";
import { grantAccess } from "./resources/access";
import { createConfiguration } from "./resources/configuration";
import { clusterInputs } from "./resources/inputs";
import { createJobManagerService, createRestService } from "./resources/services";
import { createWorkloads } from "./resources/workloads";
import { refuseKnownInvalid } from "./rules/refuse";

/**
 * A highly available Flink application cluster on Kubernetes: JobManagers and TaskManagers that run one job,
 * with Flink's Kubernetes HA services, their access rights and their storage wired together.
 */
export class FlinkCluster extends pulumi.ComponentResource {
  /** Identity of the cluster. */
  public readonly clusterId: pulumi.Output<string>;
  /** The Kubernetes namespace. */
  public readonly namespace: pulumi.Output<string>;
  /** Flink's id of the job of this generation. */
  public readonly jobId: pulumi.Output<string>;
  /** Name of the Service of REST API and web UI. */
  public readonly restService: pulumi.Output<string>;
  /** URL of the REST API inside the Kubernetes cluster. */
  public readonly restUrl: pulumi.Output<string>;
  /** Folder in the storage that holds everything this cluster keeps. */
  public readonly stateRoot: pulumi.Output<string>;
  /** Label selector of the HA ConfigMaps that Flink makes and that stay when the stack is destroyed. */
  public readonly haConfigMapSelector: pulumi.Output<string>;

  constructor(name: string, args: FlinkClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseKnownInvalid(name, args);
    super("flink:index:FlinkCluster", name, args, opts);

    const inputs = clusterInputs(this, name, args);
    const jobManagerService = createJobManagerService(inputs);
    const restService = createRestService(inputs);
    const configMap = createConfiguration(inputs, jobManagerService.metadata.uid);
    createWorkloads(inputs, configMap, grantAccess(inputs, args.access));

    this.clusterId = inputs.identity.clusterId;
    this.namespace = inputs.identity.namespace;
    this.jobId = inputs.names.jobId;
    this.restService = restService.metadata.name;
    this.restUrl = pulumi.interpolate`http://${restService.metadata.name}.${args.namespace}:8081`;
    this.stateRoot = pulumi
      .all([inputs.spec, inputs.identity])
      .apply(([spec, id]) => stateRoot(spec.storage.uri, id.clusterId));
    this.haConfigMapSelector = inputs.names.haClusterId.apply(haConfigMapSelector);
    this.registerOutputs({
      clusterId: this.clusterId,
      namespace: this.namespace,
      jobId: this.jobId,
      restService: this.restService,
      restUrl: this.restUrl,
      stateRoot: this.stateRoot,
      haConfigMapSelector: this.haConfigMapSelector,
    });
  }
}
