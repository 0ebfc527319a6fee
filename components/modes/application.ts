import { jobAccess } from "../kubernetes/access";
import type { Cluster } from "../model/cluster";
import type { Start } from "./mode";

/** A cluster for one job, whose `main` method the JobManager runs. */
export const APPLICATION: Start = {
  name: "application",
  standaloneScript: "standalone-job.sh",
  jobManagerArguments,
  // The Deployment keeps its pods alive: a JobManager that ends with its job would only be started again.
  ownedKeys: { "execution.shutdown-on-application-finish": "false" },
  access: { jobmanager: jobAccess, taskmanager: () => [] },
};

/**
 * Options come first and each `-D` stands apart from its value: what Flink does not know ends its options, silently,
 * and everything after it goes to the job.
 */
function jobManagerArguments({ spec: { job }, names }: Cluster): string[] {
  return [
    "--job-classname",
    job.entryClass,
    "--job-id",
    names.jobId,
    ...(job.initialSavepoint === undefined ? [] : ["--fromSavepoint", job.initialSavepoint]),
    ...(job.allowNonRestoredState ? ["--allowNonRestoredState"] : []),
    ...job.arguments,
  ].map(escapeDollars);
}

/** Kubernetes expands `$(NAME)` in arguments and makes one dollar of every two, so two stand for one. */
function escapeDollars(argument: string): string {
  return argument.replaceAll("$", "$$$$");
}
