import { execa } from "execa";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { paths } from "./layout";

/** Image of the container that holds a pod's namespaces. It has a few commands of busybox, so it serves tests as well. */
export const PAUSE_IMAGE = "pulumi-flink.sandbox/pause:1";

/** Statically linked busybox of Debian's package busybox-static. */
const BUSYBOX = "/bin/busybox";
const COMMANDS = ["sh", "sleep", "nslookup", "cat", "ls", "ps", "kill", "id", "httpd"];
const TAR = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"];

/** Makes the OCI archive of the pause image once and returns its path. */
export async function ensurePauseArchive(): Promise<string> {
  const { images } = paths();
  const archive = join(images, "pause.tar");
  if (existsSync(archive)) return archive;
  mkdirSync(images, { recursive: true });
  const work = mkdtempSync(join(images, "pause-"));
  try {
    const root = join(work, "root");
    mkdirSync(join(root, "bin"), { recursive: true });
    mkdirSync(join(root, "tmp"));
    chmodSync(join(root, "tmp"), 0o1777);
    copyFileSync(BUSYBOX, join(root, "bin", "busybox"));
    for (const command of COMMANDS) symlinkSync("busybox", join(root, "bin", command));
    const layer = join(work, "layer.tar");
    await execa("tar", [...TAR, "-cf", layer, "-C", root, "."]);
    const layout = join(work, "layout");
    writeLayout(layout, readFileSync(layer));
    await execa("tar", [...TAR, "-cf", join(work, "pause.tar"), "-C", layout, "."]);
    renameSync(join(work, "pause.tar"), archive);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return archive;
}

function writeLayout(directory: string, layer: Buffer): void {
  mkdirSync(join(directory, "blobs", "sha256"), { recursive: true });
  const blob = (content: Buffer, mediaType: string) => {
    const hex = createHash("sha256").update(content).digest("hex");
    writeFileSync(join(directory, "blobs", "sha256", hex), content);
    return { mediaType, digest: `sha256:${hex}`, size: content.length };
  };
  const json = (value: object) => Buffer.from(JSON.stringify(value));
  const layerBlob = blob(layer, "application/vnd.oci.image.layer.v1.tar");
  const config = blob(
    json({
      architecture: "amd64",
      os: "linux",
      config: { Entrypoint: ["/bin/busybox", "sleep", "infinity"], Env: ["PATH=/bin"], User: "65535:65535" },
      rootfs: { type: "layers", diff_ids: [layerBlob.digest] },
    }),
    "application/vnd.oci.image.config.v1+json",
  );
  const manifest = blob(
    json({ schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", config, layers: [layerBlob] }),
    "application/vnd.oci.image.manifest.v1+json",
  );
  const annotations = { "io.containerd.image.name": PAUSE_IMAGE, "org.opencontainers.image.ref.name": "1" };
  writeFileSync(join(directory, "index.json"), json({ schemaVersion: 2, manifests: [{ ...manifest, annotations }] }));
  writeFileSync(join(directory, "oci-layout"), json({ imageLayoutVersion: "1.0.0" }));
}
