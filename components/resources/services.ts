import * as k8s from "@pulumi/kubernetes";
import { jobManagerServiceSpec, restServiceSpec } from "../kubernetes/services";
import type { Scope } from "./inputs";

/** Addresses of the JobManager pods. */
export function createJobManagerService(scope: Scope): k8s.core.v1.Service {
  return new k8s.core.v1.Service(
    `${scope.name}-jobmanager`,
    { metadata: scope.metadata(scope.names.jobManagerService), spec: scope.identity.apply(jobManagerServiceSpec) },
    scope.child,
  );
}

/** REST API and web UI. */
export function createRestService(scope: Scope): k8s.core.v1.Service {
  return new k8s.core.v1.Service(
    `${scope.name}-rest`,
    {
      // The Service has endpoints only once the JobManagers run, and these are waited for anyway.
      metadata: scope.metadata(scope.names.restService, { "pulumi.com/skipAwait": "true" }),
      spec: scope.identity.apply(restServiceSpec),
    },
    scope.child,
  );
}
