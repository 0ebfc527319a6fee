import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { changedJobHook, JOB_ANNOTATION, jobChecksum } from "./changedJob";
import { JOB_MANAGER_STRATEGY, jobManagerTemplate } from "../kubernetes/jobManager";
import type { Pod } from "../kubernetes/pod";
import { TASK_MANAGER_STRATEGY, taskManagerTemplate } from "../kubernetes/taskManager";
import { podSelector, type Role } from "../model/labels";
import type { RoleArn } from "./partlyKnown";
import type { Scope } from "./inputs";
import type { Access } from "./access";

/** The TaskManagers of a generation. */
export function createTaskManagers(scope: Scope, configMap: k8s.core.v1.ConfigMap, access: Access): k8s.apps.v1.Deployment {
  const pod = podOf(scope, configMap, access, "taskManagerRoleArn");
  return new k8s.apps.v1.Deployment(
    `${scope.name}-taskmanager`,
    {
      metadata: scope.metadata(scope.names.taskManager),
      spec: {
        ...deploymentSpec(scope, "taskmanager"),
        replicas: scope.spec.taskManager.replicas,
        strategy: TASK_MANAGER_STRATEGY,
        template: pulumi.all([scope.spec, scope.identity]).apply(([s, id]) => taskManagerTemplate(s, id, pod)),
      },
    },
    { ...scope.child, dependsOn: access.grants },
  );
}

/** The JobManagers of a generation: created after its TaskManagers and deleted before them. */
export function createJobManagers(
  scope: Scope,
  configMap: k8s.core.v1.ConfigMap,
  access: Access,
  taskManagers: k8s.apps.v1.Deployment,
): k8s.apps.v1.Deployment {
  const pod = podOf(scope, configMap, access, "jobManagerRoleArn");
  const checksum = pulumi.all([scope.spec, scope.image]).apply(([s, image]) => jobChecksum(s, image));
  return new k8s.apps.v1.Deployment(
    `${scope.name}-jobmanager`,
    {
      metadata: scope.metadata(scope.names.jobManager, { [JOB_ANNOTATION]: checksum }),
      spec: {
        ...deploymentSpec(scope, "jobmanager"),
        replicas: scope.spec.jobManager.replicas,
        strategy: JOB_MANAGER_STRATEGY,
        template: pulumi.all([scope.spec, scope.identity, scope.names]).apply(([s, id, n]) => jobManagerTemplate(s, id, n, pod)),
      },
    },
    // A job that loses its slots before its JobManager may fail for good, and Flink then drops its HA metadata.
    { ...scope.child, dependsOn: [...access.grants, taskManagers], hooks: { beforeUpdate: [changedJobHook(scope.name)] } },
  );
}

/** Old ReplicaSets mount ConfigMaps that are deleted: there is nothing to roll back to but an earlier configuration. */
function deploymentSpec(scope: Scope, role: Role) {
  return { revisionHistoryLimit: 0, selector: { matchLabels: scope.identity.apply((id) => podSelector(id, role)) } };
}

function podOf(scope: Scope, configMap: k8s.core.v1.ConfigMap, access: Access, roleArn: RoleArn): Pod {
  return { image: scope.image, configMap: configMap.metadata.name, serviceAccount: access.serviceAccount, roleArn: scope.roleArn(roleArn) };
}
