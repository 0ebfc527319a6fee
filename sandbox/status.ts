import { type ProcessRecord, recordOf, recordedNames, running, startedAt } from "./processes";
import { nodeReady } from "./nodeReadiness";
import { importedImages } from "./images";

/** One process of the sandbox as `status` shows it. */
export interface ProcessStatus {
  name: string;
  state: "running" | "died";
  record: ProcessRecord;
  since?: Date;
}

/** What the sandbox is doing. */
export interface SandboxStatus {
  processes: ProcessStatus[];
  /** Undefined when the node takes pods, else why it does not. */
  notReady?: string;
  /** Digests by image name. */
  images: Record<string, string>;
}

/** Looks at every recorded process, the node and its images. Changes nothing. */
export async function status(): Promise<SandboxStatus> {
  const processes = recordedNames().map(processStatus);
  const notReady = running("kube-apiserver") ? await nodeReady() : "the API server does not run";
  const images = running("containerd") ? await importedImages() : new Map();
  const named = [...images].filter(([name]) => !name.startsWith("sha256:")).map(([name, { digest }]) => [name, digest]);
  return { processes, notReady, images: Object.fromEntries(named) };
}

function processStatus(name: string): ProcessStatus {
  const record = running(name);
  return record
    ? { name, state: "running", record, since: startedAt(record) }
    : { name, state: "died", record: recordOf(name)! };
}
