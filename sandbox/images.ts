import { execa } from "execa";
import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { artifact } from "../toolchain/artifacts";
import { formatDuration, type Progress, StepError } from "../toolchain/steps";
import { ensurePauseArchive } from "./pause";
import { waitForProbe } from "./probes";
import { paths } from "./layout";

interface ImageReference {
  name: string;
  digest: string;
}

/** Images that every sandbox has. */
export type ImageArtifact = "flink-image" | "job-image";

/** Imports what is missing or changed of the pause image and of the given images. */
export async function ensureImages(names: ImageArtifact[], progress: Progress): Promise<void> {
  for (const archive of [await ensurePauseArchive(), ...names.map(imageArchive)]) {
    const began = Date.now();
    if (await importImage(archive))
      progress(`${basename(dirname(dirname(archive)))} imported (${formatDuration(Date.now() - began)})`);
  }
}

/** Path of an image's OCI archive in the cache. */
function imageArchive(name: ImageArtifact): string {
  return `${artifact(name).dir}/image.tar`;
}

/** Imports an OCI archive into the node; false when the node had the same digest under the same name already. */
export async function importImage(tarPath: string): Promise<boolean> {
  if (!existsSync(tarPath))
    throw new StepError({ what: `The image archive ${tarPath} does not exist`, todo: "Build it: npm run toolchain" });
  const wanted = await references(tarPath);
  const present = await importedImages();
  const missing = wanted.filter(({ name, digest }) => present.get(name)?.digest !== digest);
  if (missing.length === 0) return false;
  await ctr("images", "import", tarPath);
  await forget(
    missing.map(({ name }) => present.get(name)?.digest),
    present,
  );
  const todo = "See the log of containerd: npm run sandbox -- logs containerd";
  // The CRI plugin learns of the import by an event; only then the kubelet finds the image.
  for (const { name, digest } of wanted) {
    const probe = async () => {
      const image = (await importedImages()).get(name);
      return image?.digest === digest && image.managed ? undefined : "the CRI plugin has not taken it over yet";
    };
    await waitForProbe(`Import of the image ${name}`, probe, { seconds: 60, processName: "containerd", todo });
  }
  return true;
}

/** Drops the CRI's own references to images that were replaced, which would keep their content for ever. */
async function forget(replaced: (string | undefined)[], before: Map<string, { digest: string }>): Promise<void> {
  const named = [...(await importedImages())]
    .filter(([name]) => !name.startsWith("sha256:"))
    .map(([, { digest }]) => digest);
  const stale = [...before].filter(
    ([name, { digest }]) => name.startsWith("sha256:") && replaced.includes(digest) && !named.includes(digest),
  );
  if (stale.length > 0) await ctr("images", "rm", ...stale.map(([name]) => name));
}

/** Digests of the node's images by name. */
export async function importedImages(): Promise<Map<string, { digest: string; managed: boolean }>> {
  const { stdout } = await ctr("images", "ls");
  const rows = stdout
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/));
  return new Map(
    rows.map((row) => [row[0], { digest: row[2], managed: row.join(" ").includes("io.cri-containerd.image=managed") }]),
  );
}

/** containerd's own client, in the CRI's namespace. */
export function ctr(...args: string[]) {
  return execa("ctr", ["--address", paths().containerdSocket, "--namespace", "k8s.io", ...args]);
}

/** Names and digests of an archive, read from its index. */
async function references(tarPath: string): Promise<ImageReference[]> {
  const { stdout: listing } = await execa("tar", [
    "--list",
    "--occurrence=1",
    "--file",
    tarPath,
    "--wildcards",
    "*index.json",
  ]);
  const { stdout } = await execa("tar", [
    "--extract",
    "--to-stdout",
    "--occurrence=1",
    "--file",
    tarPath,
    listing.split("\n")[0],
  ]);
  const { manifests } = JSON.parse(stdout) as { manifests: { digest: string; annotations?: Record<string, string> }[] };
  return manifests.map(({ digest, annotations = {} }) => {
    const name = annotations["io.containerd.image.name"] ?? annotations["org.opencontainers.image.ref.name"];
    if (!name)
      throw new StepError({
        what: `The image archive ${tarPath} does not name its image`,
        todo: "Annotate it with io.containerd.image.name.",
      });
    return { name, digest };
  });
}
