import * as k8s from "@pulumi/kubernetes";
import { jobManagerServiceSpec, restServiceSpec } from "../kubernetes/services";
import type { ClusterInputs } from "./inputs";

/** Addresses of the JobManager pods. */
export function createJobManagerService(inputs: ClusterInputs): k8s.core.v1.Service {
  return new k8s.core.v1.Service(
    `${inputs.name}-jobmanager`,
    { metadata: inputs.metadata(inputs.names.jobManagerService), spec: inputs.identity.apply(jobManagerServiceSpec) },
    inputs.child,
  );
}

/** REST API and web UI. */
export function createRestService(inputs: ClusterInputs): k8s.core.v1.Service {
  return new k8s.core.v1.Service(
    `${inputs.name}-rest`,
    {
      // The Service has endpoints only once the JobManagers run, and these are waited for anyway.
      metadata: inputs.metadata(inputs.names.restService, { "pulumi.com/skipAwait": "true" }),
      spec: inputs.identity.apply(restServiceSpec),
    },
    inputs.child,
  );
}
