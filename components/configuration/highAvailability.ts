import { HighAvailabilityType } from "../arguments/highAvailability";
import type { Cluster } from "../model/cluster";
import type { StateFolders } from "../model/stateFolders";

/**
 * Everything that Kubernetes HA needs, together or not at all. Both cluster ids are the generation's own: two
 * generations never share a leader lock, a stored plan or a folder. The result stores keep what ended forever,
 * else a standby or restarted JobManager would run a finished job again from nothing.
 */
export function highAvailabilityConfiguration(
  { spec, identity, names }: Cluster,
  folders: StateFolders,
): Record<string, string> {
  const ha = spec.highAvailability;
  if (ha.type === HighAvailabilityType.None) {
    return { "high-availability.type": "NONE", "jobmanager.rpc.address": names.jobManagerService };
  }
  return {
    "high-availability.type": "kubernetes",
    "high-availability.storageDir": folders.highAvailability,
    "high-availability.cluster-id": names.haClusterId,
    "high-availability.kubernetes.leader-election.lease-duration": ha.leaseDuration,
    "high-availability.kubernetes.leader-election.renew-deadline": ha.renewDeadline,
    "high-availability.kubernetes.leader-election.retry-period": ha.retryPeriod,
    "kubernetes.cluster-id": names.haClusterId,
    "kubernetes.namespace": identity.namespace,
    "job-result-store.storage-path": `${folders.highAvailability}/job-result-store/${names.haClusterId}`,
    "job-result-store.delete-on-commit": "false",
    ...(hasApplicationResultStore(spec.flinkVersion) && {
      "application-result-store.storage-path": `${folders.highAvailability}/application-result-store/${names.haClusterId}`,
      "application-result-store.delete-on-commit": "false",
    }),
  };
}

/** From 2.3 on Flink keeps results of applications as well as those of jobs. */
function hasApplicationResultStore(flinkVersion: string): boolean {
  const [major, minor] = flinkVersion.split(".").map(Number);
  return major > 2 || (major === 2 && minor >= 3);
}
