import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { changedJobHook, JOB_ANNOTATION, jobChecksum } from "./changedJob";
import { JOB_MANAGER_STRATEGY, jobManagerTemplate } from "../kubernetes/jobManager";
import type { Pod } from "../kubernetes/pod";
import { TASK_MANAGER_STRATEGY, taskManagerTemplate } from "../kubernetes/taskManager";
import { podSelector } from "../model/labels";
import type { ProcessKind } from "../model/processes";
import type { RoleArn } from "./partlyKnown";
import type { ClusterInputs } from "./inputs";
import type { Access } from "./access";

/** The TaskManagers of a generation. */
export function createTaskManagers(
  inputs: ClusterInputs,
  configMap: k8s.core.v1.ConfigMap,
  access: Access,
): k8s.apps.v1.Deployment {
  const pod = podOf(inputs, configMap, access, "taskManagerRoleArn");
  return new k8s.apps.v1.Deployment(
    `${inputs.name}-taskmanager`,
    {
      metadata: inputs.metadata(inputs.names.taskManager),
      spec: {
        ...deploymentSpec(inputs, "taskmanager"),
        replicas: inputs.spec.taskManager.replicas,
        strategy: TASK_MANAGER_STRATEGY,
        template: pulumi.all([inputs.spec, inputs.identity]).apply(([s, id]) => taskManagerTemplate(s, id, pod)),
      },
    },
    { ...inputs.child, dependsOn: access.grants },
  );
}

/** The JobManagers of a generation: created after its TaskManagers and deleted before them. */
export function createJobManagers(
  inputs: ClusterInputs,
  configMap: k8s.core.v1.ConfigMap,
  access: Access,
  taskManagers: k8s.apps.v1.Deployment,
): k8s.apps.v1.Deployment {
  const pod = podOf(inputs, configMap, access, "jobManagerRoleArn");
  const checksum = pulumi.all([inputs.spec, inputs.image]).apply(([s, image]) => jobChecksum(s, image));
  return new k8s.apps.v1.Deployment(
    `${inputs.name}-jobmanager`,
    {
      metadata: inputs.metadata(inputs.names.jobManager, { [JOB_ANNOTATION]: checksum }),
      spec: {
        ...deploymentSpec(inputs, "jobmanager"),
        replicas: inputs.spec.jobManager.replicas,
        strategy: JOB_MANAGER_STRATEGY,
        template: pulumi
          .all([inputs.spec, inputs.identity, inputs.names])
          .apply(([s, id, n]) => jobManagerTemplate(s, id, n, pod)),
      },
    },
    // A job that loses its slots before its JobManager may fail for good, and Flink then drops its HA metadata.
    {
      ...inputs.child,
      dependsOn: [...access.grants, taskManagers],
      hooks: { beforeUpdate: [changedJobHook(inputs.name)] },
    },
  );
}

/** Old ReplicaSets mount ConfigMaps that are deleted: there is nothing to roll back to but an earlier configuration. */
function deploymentSpec(inputs: ClusterInputs, kind: ProcessKind) {
  return { revisionHistoryLimit: 0, selector: { matchLabels: inputs.identity.apply((id) => podSelector(id, kind)) } };
}

function podOf(inputs: ClusterInputs, configMap: k8s.core.v1.ConfigMap, access: Access, roleArn: RoleArn): Pod {
  return {
    image: inputs.image,
    configMap: configMap.metadata.name,
    serviceAccount: access.serviceAccount,
    roleArn: inputs.roleArn(roleArn),
  };
}
