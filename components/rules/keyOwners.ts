import { argumentOfPluginKey } from "../configuration/storage";

/** Keys that the component sets, and the argument that decides them where there is one. */
const ARGUMENT_OF: Record<string, string> = {
  "high-availability.type": "highAvailability.type",
  "high-availability.storageDir": "storage.uri",
  "high-availability.cluster-id": "clusterId",
  "high-availability.kubernetes.leader-election.lease-duration": "highAvailability.leaseDuration",
  "high-availability.kubernetes.leader-election.renew-deadline": "highAvailability.renewDeadline",
  "high-availability.kubernetes.leader-election.retry-period": "highAvailability.retryPeriod",
  "kubernetes.cluster-id": "clusterId",
  "kubernetes.namespace": "namespace",
  "jobmanager.memory.process.size": "jobManager.memory",
  "taskmanager.memory.process.size": "taskManager.memory",
  "taskmanager.numberOfTaskSlots": "taskManager.slots",
  "parallelism.default": "job.parallelism",
  "execution.checkpointing.dir": "storage.uri",
  "execution.checkpointing.savepoint-dir": "storage.uri",
  "execution.checkpointing.interval": "checkpoints.interval",
  "execution.checkpointing.timeout": "checkpoints.timeout",
  "execution.checkpointing.num-retained": "checkpoints.retained",
};

/** The argument that decides a key, if one does. */
export function argumentOf(key: string): string | undefined {
  return ARGUMENT_OF[key] ?? argumentOfPluginKey(key);
}
