import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { grantAccess } from "./access";
import { clusterSpec } from "./clusterSpec";
import { flinkConfiguration, renderConfiguration } from "./configuration/flinkConfiguration";
import { loggingFiles } from "./configuration/logging";
import { stateFolders } from "./configuration/stateStorage";
import { changedJobHook, JOB_ANNOTATION, jobChecksum } from "./changedJob";
import { type FlinkClusterArgs, HighAvailabilityType } from "./flinkClusterArgs";
import { JOB_MANAGER_STRATEGY, jobManagerTemplate } from "./kubernetes/jobManager";
import { jobManagerServiceSpec, restServiceSpec } from "./kubernetes/services";
import { TASK_MANAGER_STRATEGY, taskManagerTemplate } from "./kubernetes/taskManager";
import { haConfigMapSelector, objectLabels, podSelector } from "./labels";
import { contentName, incarnation, names } from "./names";
import { refuseInvalid, refuseInvalidImage, refuseKnownInvalid } from "./validation/refuse";

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

    const child: pulumi.CustomResourceOptions = { parent: this };
    const withHa = args.highAvailability?.type !== HighAvailabilityType.None;
    // The image stands apart: it is often unknown at preview, and nothing else depends on it.
    const { image: givenImage, ...rest } = args;
    const image = pulumi.output(givenImage).apply((plain) => refuseInvalidImage(name, plain));
    const spec = pulumi.output(rest).apply((plain) => clusterSpec(refuseInvalid(name, plain as never)));
    const identity = pulumi
      .all([args.clusterId ?? name, args.namespace, args.generation ?? 1])
      .apply(([clusterId, namespace, generation]) => ({ clusterId, namespace, generation }));
    const named = identity.apply(names);
    const labels = pulumi.all([identity, args.labels ?? {}]).apply(([id, own]) => objectLabels(id, own));
    const metadata = (objectName: pulumi.Input<string>) => ({ name: objectName, namespace: args.namespace, labels });

    const jobManagerService = new k8s.core.v1.Service(
      `${name}-jobmanager`,
      { metadata: metadata(named.jobManagerService), spec: identity.apply(jobManagerServiceSpec) },
      child,
    );
    const restService = new k8s.core.v1.Service(
      `${name}-rest`,
      {
        // The Service has endpoints only once the JobManagers run, and these are waited for anyway.
        metadata: { ...metadata(named.restService), annotations: { "pulumi.com/skipAwait": "true" } },
        spec: identity.apply(restServiceSpec),
      },
      child,
    );

    const folders = pulumi
      .all([spec, identity, jobManagerService.metadata.uid])
      .apply(([s, id, uid]) => stateFolders(s.storage.uri, id, incarnation(uid)));
    const files = pulumi.all([spec, identity, named, folders]).apply(([s, id, n, f]) => ({
      "config.yaml": renderConfiguration(flinkConfiguration(s, id, n, f)),
      ...loggingFiles(s.logLevel),
    }));
    const configMap = new k8s.core.v1.ConfigMap(
      `${name}-config`,
      {
        metadata: metadata(pulumi.all([named.configMapPrefix, files]).apply(([prefix, content]) => contentName(prefix, content))),
        data: files,
        immutable: true,
      },
      child,
    );

    const scope = { parent: this, name, names: named, metadata, needed: withHa };
    const jobManagerAccess = grantAccess(scope, "jobmanager", args.access ?? {});
    const taskManagerAccess = grantAccess(scope, "taskmanager", args.access ?? {});
    const pod = (serviceAccount: pulumi.Output<string>) =>
      pulumi.all([image, configMap.metadata.name, serviceAccount]).apply(([i, c, s]) => ({ image: i, configMap: c, serviceAccount: s }));

    const taskManager = new k8s.apps.v1.Deployment(
      `${name}-taskmanager`,
      {
        metadata: metadata(named.taskManager),
        spec: {
          replicas: spec.taskManager.replicas,
          revisionHistoryLimit: 0,
          strategy: TASK_MANAGER_STRATEGY,
          selector: { matchLabels: identity.apply((id) => podSelector(id, "taskmanager")) },
          template: pulumi.all([spec, identity, pod(taskManagerAccess.serviceAccount)]).apply(([s, id, p]) => taskManagerTemplate(s, id, p)),
        },
      },
      { ...child, dependsOn: taskManagerAccess.grants },
    );
    new k8s.apps.v1.Deployment(
      `${name}-jobmanager`,
      {
        metadata: {
          ...metadata(named.jobManager),
          annotations: { [JOB_ANNOTATION]: pulumi.all([spec, image]).apply(([s, i]) => jobChecksum(s, i)) },
        },
        spec: {
          replicas: spec.jobManager.replicas,
          revisionHistoryLimit: 0,
          strategy: JOB_MANAGER_STRATEGY,
          selector: { matchLabels: identity.apply((id) => podSelector(id, "jobmanager")) },
          template: pulumi
            .all([spec, identity, named, pod(jobManagerAccess.serviceAccount)])
            .apply(([s, id, n, p]) => jobManagerTemplate(s, id, n, p)),
        },
      },
      // Deleted before the TaskManagers: a job that loses its slots first may fail for good and drop its HA metadata.
      { ...child, dependsOn: [...jobManagerAccess.grants, taskManager], hooks: { beforeUpdate: [changedJobHook(name)] } },
    );

    this.clusterId = identity.clusterId;
    this.namespace = identity.namespace;
    this.jobId = named.jobId;
    this.restService = restService.metadata.name;
    this.restUrl = pulumi.interpolate`http://${restService.metadata.name}.${args.namespace}:8081`;
    this.stateRoot = folders.root;
    this.haConfigMapSelector = named.haClusterId.apply(haConfigMapSelector);
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
