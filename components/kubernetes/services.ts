import type { types } from "@pulumi/kubernetes";
import { PORTS } from "../configuration/ports";
import { podSelector } from "../model/labels";
import type { ClusterIdentity } from "../model/names";

type ServiceSpec = types.input.core.v1.ServiceSpec;

/** REST API and web UI: any JobManager answers, a standby asks the leader. */
export function restServiceSpec(identity: ClusterIdentity): ServiceSpec {
  return {
    type: "ClusterIP",
    selector: podSelector(identity, "jobmanager"),
    ports: [{ name: "rest", port: PORTS.rest, targetPort: "rest" }],
  };
}

/** Addresses of the JobManager pods, ready or not: a JobManager is not ready before its TaskManagers found it. */
export function jobManagerServiceSpec(identity: ClusterIdentity): ServiceSpec {
  return {
    clusterIP: "None",
    publishNotReadyAddresses: true,
    selector: podSelector(identity, "jobmanager"),
    ports: [
      { name: "jobmanager-rpc", port: PORTS.jobManagerRpc, targetPort: "jobmanager-rpc" },
      { name: "blobserver", port: PORTS.blobServer, targetPort: "blobserver" },
      { name: "rest", port: PORTS.rest, targetPort: "rest" },
    ],
  };
}
