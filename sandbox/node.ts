import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensure } from "../toolchain/artifacts";
import { ensureDebianPackages } from "../toolchain/debian";
import { formatDuration, type Progress, StepError } from "../toolchain/steps";
import { ensureCertificates, writeKubeconfigs } from "./certificates";
import { killPods, removeLogLinks, removeRun, unmountAll } from "./containers";
import { type Task, runTasks } from "../toolchain/tasks";
import { type ImageArtifact, ensureImages } from "./images";
import { apply } from "./kubectl";
import { refuseTakenPorts } from "./listeners";
import { exclusively } from "./sandboxLock";
import { ensureCgroup, ensureNetwork, removeCgroup, removeNetwork } from "./network";
import { namespaceObjects } from "./namespace";
import { nodeProcesses } from "./nodeProcesses";
import { coreDnsRights } from "./nodeProcesses/coreDns";
import type { NodeProcess } from "./nodeProcesses/nodeProcess";
import { nodeReady } from "./nodeReadiness";
import { checkMachine, machineFacts, missingPackages } from "./preflight";
import { waitForProbe } from "./probes";
import { definitionHash, recordedNames, running, start, stop } from "./processes";
import { NAMESPACE, paths } from "./layout";
import { ensureBucket, ensureStoreCredentials } from "./store";

const IMAGES: ImageArtifact[] = ["flink-image", "job-image"];
const SECONDS_TO_READY = 90;
const TODO = "Read its log, then run the command again. If that does not help: npm run sandbox -- down, then up.";

/**
 * Brings the node up, or back up: what runs is left alone, what died or was changed is started anew. The images are
 * built when the cache has none, and imported when the node has others.
 */
export async function up(progress: Progress, images: ImageArtifact[] = IMAGES): Promise<void> {
  if (!running("kubelet")) checkMachine(machineFacts());
  await exclusively(async () => {
    refuseOtherRoot();
    await ensureDebianPackages(missingPackages(), progress);
    await ensure(["etcd", "kubernetes", "coredns", "versitygw", ...images], progress);
    mkdirSync(paths().root, { recursive: true });
    mkdirSync(paths().run, { recursive: true, mode: 0o711 });
    writeFileSync(rootMarker(), paths().root);
    await Promise.all([ensureNetwork(), ensureCertificates()]);
    ensureCgroup();
    ensureStoreCredentials();
    writeKubeconfigs();
    await runTasks([
      ...nodeProcesses().map((nodeProcess) => startTask(nodeProcess, progress)),
      ...furnishing(images, progress),
    ]);
  }, progress);
}

/** Ends all processes of the node, its pods, mounts, bridge and rules. The data stays: `up` brings the same node back. */
export async function down(progress: Progress): Promise<void> {
  checkMachineForEnding();
  await exclusively(() => takeDown(progress), progress);
}

/** `down`, and deletes everything: cluster, images, and what the S3 store holds. */
export async function reset(progress: Progress): Promise<void> {
  checkMachineForEnding();
  await exclusively(async () => {
    await takeDown(progress);
    rmSync(paths().root, { recursive: true, force: true });
    progress(`${paths().root} deleted`);
  }, progress);
}

async function takeDown(progress: Progress): Promise<void> {
  refuseOtherRoot();
  // The kubelet first, or it would start again what ends. The API server with etcd last: others close their watches on
  // it, for which it would wait.
  const last = ["kube-apiserver", "etcd"];
  await stop("kubelet");
  await Promise.all(
    recordedNames()
      .filter((name) => !last.includes(name))
      .map((name) => stop(name)),
  );
  progress("Controllers, proxies, store and containerd ended");
  await killPods();
  progress("Pods ended");
  for (const name of last) await stop(name);
  progress("API server and etcd ended");
  await unmountAll();
  await removeNetwork();
  await removeCgroup();
  removeLogLinks();
  removeRun();
  progress("Mounts, bridge and rules removed");
}

/** What ends the sandbox needs neither memory nor disk. */
function checkMachineForEnding(): void {
  checkMachine({ ...machineFacts(), memoryAvailable: Infinity, diskFree: Infinity, missingCommands: [] });
}

/** Bridge, ports and cgroup are the machine's: a sandbox of another state directory must not be mistaken for this one. */
function refuseOtherRoot(): void {
  const owner = existsSync(rootMarker()) ? readFileSync(rootMarker(), "utf8") : paths().root;
  if (owner === paths().root) return;
  throw new StepError({
    what: `The sandbox of ${owner} is up, and a machine has room for one`,
    todo: `End it first: PULUMI_FLINK_SANDBOX=${owner} npm run sandbox -- down`,
  });
}

function rootMarker(): string {
  return join(paths().run, "root");
}

/** Starts a process unless it runs as defined, and waits until it is ready. */
function startTask(nodeProcess: NodeProcess, progress: Progress): Task {
  const { name, ready } = nodeProcess;
  return {
    name,
    // The kubelet would try to pull what is not imported yet, CoreDNS would be refused the objects it reads.
    after: [
      ...nodeProcess.after,
      ...(name === "kubelet" ? ["images"] : []),
      ...(name === "coredns" ? ["objects"] : []),
    ],
    run: async () => {
      const began = Date.now();
      const record = running(name);
      const changed = record && record.definition !== definitionHash(nodeProcess);
      if (changed) await stop(name);
      if (!record || changed) {
        await refuseTakenPorts(nodeProcess);
        await start(nodeProcess);
      }
      await waitForProbe(`${name} ready`, ready, { seconds: SECONDS_TO_READY, processName: name, todo: TODO });
      if (!record || changed)
        progress(
          `${name} ${changed ? "restarted, its definition changed" : "started"} (${formatDuration(Date.now() - began)})`,
        );
    },
  };
}

/** What the node needs besides its processes. */
function furnishing(images: ImageArtifact[], progress: Progress): Task[] {
  return [
    { name: "images", after: ["containerd"], run: () => ensureImages(images, progress) },
    {
      name: "objects",
      after: ["kube-apiserver"],
      run: () => apply(...coreDnsRights(), ...namespaceObjects(NAMESPACE)),
    },
    { name: "bucket", after: ["versitygw"], run: () => ensureBucket() },
    {
      name: "node",
      after: ["kubelet"],
      run: () =>
        waitForProbe("Node ready", nodeReady, { seconds: SECONDS_TO_READY, processName: "kubelet", todo: TODO }),
    },
  ];
}
