import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { podTemplate } from "../kubernetes/pod";
import { PROCESS_PODS } from "../kubernetes/processes";
import { podSelector } from "../model/labels";
import { ARGUMENTS_OF, type ProcessKind } from "../model/processes";
import type { Access } from "./access";
import { watchForChangedJob } from "./changedJob";
import type { ClusterInputs } from "./inputs";

/** The workloads of a generation, in the order that the mode asks for. */
export function createWorkloads(
  inputs: ClusterInputs,
  configMap: k8s.core.v1.ConfigMap,
  access: Record<ProcessKind, Access>,
): void {
  const made: Partial<Record<ProcessKind, k8s.apps.v1.Deployment>> = {};
  for (const { kind, after } of inputs.mode.workloads) {
    const dependsOn = [...access[kind].grants, ...after.map((other) => made[other]!)];
    made[kind] = createDeployment(inputs, kind, configMap, access[kind].serviceAccount, dependsOn);
  }
}

function createDeployment(
  inputs: ClusterInputs,
  kind: ProcessKind,
  configMap: k8s.core.v1.ConfigMap,
  serviceAccount: pulumi.Output<string>,
  dependsOn: pulumi.Resource[],
): k8s.apps.v1.Deployment {
  const { annotations, hooks } = kind === "jobmanager" ? watchForChangedJob(inputs) : {};
  const pod = {
    image: inputs.image,
    configMap: configMap.metadata.name,
    serviceAccount,
    roleArn: inputs.roleArn(ARGUMENTS_OF[kind].roleArn),
  };
  return new k8s.apps.v1.Deployment(
    `${inputs.name}-${kind}`,
    {
      metadata: inputs.metadata(
        inputs.names.apply(({ workload }) => workload[kind]),
        annotations,
      ),
      spec: {
        replicas: inputs.spec[ARGUMENTS_OF[kind].group].replicas,
        selector: { matchLabels: inputs.identity.apply((identity) => podSelector(identity, kind)) },
        strategy: PROCESS_PODS[kind].strategy,
        template: inputs.cluster.apply((cluster) =>
          podTemplate(kind, inputs.mode.entryPoint(kind, cluster), cluster, pod),
        ),
        // Old ReplicaSets mount ConfigMaps that are deleted: there is nothing to roll back to but an earlier configuration.
        revisionHistoryLimit: 0,
      },
    },
    { ...inputs.child, dependsOn, hooks },
  );
}
