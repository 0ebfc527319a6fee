import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterSpec } from "../model/clusterSpec";
import { digest } from "../model/digest";
import type { ClusterInputs } from "./inputs";
import { perRun } from "./perRun";

/** Annotation of the JobManager Deployment that tells one job from another. */
export const JOB_ANNOTATION = "pulumi-flink/job-checksum";

/** Digest of everything that goes into the job's plan: Flink reads it once, when the job is submitted. */
export function jobChecksum(spec: ClusterSpec, image: string): string {
  const { job, flinkVersion } = spec;
  const plan = [image, flinkVersion, job.entryClass, job.arguments, job.parallelism];
  return digest(JSON.stringify(plan), 16);
}

/** Annotations and hooks of the JobManager Deployment by which a change of the job is noticed. */
export function watchForChangedJob({ name, spec, image }: ClusterInputs) {
  const checksum = pulumi.all([spec, image]).apply(([plainSpec, plainImage]) => jobChecksum(plainSpec, plainImage));
  return { annotations: { [JOB_ANNOTATION]: checksum }, hooks: { beforeUpdate: [changedJobHook(name)] } };
}

/** Says at preview and at update what becomes of a job that was changed without a new generation. */
export function changedJobHook(name: string): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    uniqueHookName(`${name}-changed-job`),
    // The engine calls it from outside: in a plugin only this context knows the deployment whose log it writes to.
    AsyncResource.bind(async ({ oldInputs, newInputs }: pulumi.ResourceHookArgs) => {
      const [before, after] = [await checksum(oldInputs), await checksum(newInputs)];
      if (before !== undefined && after !== undefined && before !== after)
        await pulumi.log.warn(changedJobMessage(name));
    }),
    { onDryRun: true },
  );
}

/** Hooks are known to the engine by name alone, and components under other parents may be called the same. */
function uniqueHookName(wanted: string): string {
  const names = hookNames();
  const count = (names.get(wanted) ?? 0) + 1;
  names.set(wanted, count);
  return count === 1 ? wanted : `${wanted}-${count}`;
}

const hookNames = perRun(() => new Map<string, number>());

/** The warning's text. */
export function changedJobMessage(name: string): string {
  return (
    `FlinkCluster "${name}": the job (image, entryClass, arguments or parallelism) changed but its generation did not. ` +
    "The pods restart, but Flink recovers the running job with the plan stored when it was first submitted: new arguments, " +
    "parallelism and graph do not take effect, and classes that no longer fit that plan fail the job. To run the changed " +
    "job, stop the old one with a savepoint, name the savepoint in job.initialSavepoint and raise generation by one."
  );
}

interface Metadata {
  annotations?: Record<string, unknown>;
}

/** The digest in a Deployment's inputs; undefined where there is none or it is not known at preview. */
async function checksum(inputs: unknown): Promise<string | undefined> {
  const given = (inputs as { metadata?: Metadata | pulumi.Output<Metadata> } | undefined)?.metadata;
  // With a secret argument all metadata are a secret Output; apply would never run where a part of it is unknown.
  const metadata = pulumi.Output.isInstance(given)
    ? await (given as unknown as { promise(withUnknowns: true): Promise<Metadata> }).promise(true)
    : given;
  const digest = metadata?.annotations?.[JOB_ANNOTATION];
  return typeof digest === "string" ? digest : undefined;
}
