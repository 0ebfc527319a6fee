import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildContext } from "./artifact";
import { PROJECT_ROOT } from "./cache";
import { ensureDebianPackages } from "./debian";
import { execute, type Execution } from "./execute";
import versions from "./versions.json";

/** Images the toolchain makes, by the artifact whose `image.tar` holds them. */
export const imageReferences = {
  "flink-image": reference("flink-image"),
  "job-image": reference("job-image"),
};

function reference(name: "flink-image" | "job-image"): string {
  const { repository, version } = versions.artifacts[name];
  return `${repository}:${version}`;
}

/** Who owns the files of a layer: numeric, because the names need not exist on this machine. */
const FLINK_USER = ["--owner=9999", "--group=9999"];
const ROOT_USER = ["--owner=0", "--group=0"];

/**
 * The jars that Maven adds to the distribution, in a separate layer: another choice of them leaves the large
 * layers below as they are.
 */
export function optionalJarPaths(): string[] {
  const { version, optionalJars } = versions.artifacts.flink;
  return optionalJars.map((jar) => `flink/opt/${jar}-${version}.jar`);
}

/** The Flink image: root file system, distribution and entrypoint, configured like the official image. */
export async function buildFlinkImage(context: BuildContext): Promise<void> {
  const { input, target } = context;
  const image = await ImageBuild.start(context, imageReferences["flink-image"]);
  await image.umoci("init", "--layout", image.layout);
  await image.umoci("new", "--image", image.tagged);
  await image.addLayer(join(input("rootfs").dir, "rootfs.tar"), "Debian and Java 17");
  const home = [...FLINK_USER, "--transform=s,^flink,opt/flink,", "-C", input("flink").dir];
  const jars = optionalJarPaths();
  await image.addFiles(`Flink ${input("flink").version}`, [
    ...home,
    ...jars.map((path) => `--exclude=${path}`),
    "flink",
  ]);
  await image.addFiles("optional jars", [...home, ...jars]);
  const entrypoint = join(PROJECT_ROOT, "toolchain", "image");
  await image.addFiles("entrypoint", [...ROOT_USER, "--mode=0755", "-C", entrypoint, "docker-entrypoint.sh"]);
  const environment = {
    FLINK_HOME: "/opt/flink",
    JAVA_HOME: "/opt/java/openjdk",
    PATH: "/opt/flink/bin:/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    LANG: "C.UTF-8",
  };
  await image.umoci(
    ...[
      "config",
      "--image",
      image.tagged,
      "--config.workingdir=/opt/flink",
      "--config.entrypoint=/docker-entrypoint.sh",
      "--config.cmd=help",
    ],
    ...["--config.exposedports=6123", "--config.exposedports=8081"],
    ...Object.entries(environment).map(([name, value]) => `--config.env=${name}=${value}`),
  );
  await image.finish(join(target, "image.tar"));
}

/** The image of the test job: the Flink image with the job's jar in usrlib, where application mode looks for it. */
export async function buildJobImage(context: BuildContext): Promise<void> {
  const { input, target } = context;
  const image = await ImageBuild.start(context, imageReferences["job-image"]);
  await image.unpack(join(input("flink-image").dir, "image.tar"));
  const jar = `${versions.artifacts.job.jar}.jar`;
  await image.addFiles("job", [
    ...FLINK_USER,
    "--mode=0644",
    `--transform=s,^,opt/flink/usrlib/,`,
    "-C",
    input("job").dir,
    jar,
  ]);
  await image.finish(join(target, "image.tar"));
}

/** An OCI image layout being filled by umoci, and packed into one archive at the end. */
class ImageBuild {
  readonly layout: string;
  readonly tagged: string;

  private constructor(
    private readonly context: BuildContext,
    private readonly reference: string,
    private readonly execution: Execution,
  ) {
    this.layout = join(context.target, "layout");
    this.tagged = `${this.layout}:image`;
  }

  static async start(context: BuildContext, reference: string): Promise<ImageBuild> {
    await ensureDebianPackages(["umoci"], context.progress);
    const todo =
      "Check that 4 GiB of disk are free, then run the command again; npm run toolchain -- verify tells whether its inputs are damaged.";
    return new ImageBuild(context, reference, { what: `make the image ${reference}`, todo, log: context.log });
  }

  async umoci(...args: string[]): Promise<void> {
    await execute("umoci", args, this.execution);
  }

  /** Adds a tar archive as a layer. */
  async addLayer(archive: string, comment: string): Promise<void> {
    this.context.progress(`layer: ${comment}`);
    await this.umoci("raw", "add-layer", "--image", this.tagged, "--history.created_by", comment, archive);
  }

  /** Adds files, given as arguments of tar, as a layer; the same files make the same layer. */
  async addFiles(comment: string, tarArguments: string[]): Promise<void> {
    const archive = join(this.context.target, "layer.tar");
    await execute(
      "tar",
      ["--create", `--file=${archive}`, "--sort=name", "--numeric-owner", "--mtime=@1767225600", ...tarArguments],
      this.execution,
    );
    await this.addLayer(archive, comment);
    rmSync(archive);
  }

  /** Starts from another image instead of an empty one. */
  async unpack(archive: string): Promise<void> {
    mkdirSync(this.layout);
    await execute("tar", ["--extract", `--file=${archive}`, "-C", this.layout], this.execution);
    this.editIndex((manifests) =>
      manifests.forEach((manifest) => (manifest.annotations = { "org.opencontainers.image.ref.name": "image" })),
    );
  }

  /** Gives the image its full name and packs the layout. */
  async finish(archive: string): Promise<void> {
    await this.umoci("gc", "--layout", this.layout);
    this.editIndex((manifests) => {
      const [, tag] = this.reference.split(":");
      // containerd takes the first as the image's name, other tools the second as its tag.
      for (const manifest of manifests)
        manifest.annotations = { "io.containerd.image.name": this.reference, "org.opencontainers.image.ref.name": tag };
    });
    this.context.progress("packing");
    await execute(
      "tar",
      ["--create", `--file=${archive}`, "--sort=name", "--mtime=@1767225600", ...ROOT_USER, "-C", this.layout, "."],
      this.execution,
    );
    rmSync(this.layout, { recursive: true });
  }

  private editIndex(edit: (manifests: { annotations: Record<string, string> }[]) => void): void {
    const path = join(this.layout, "index.json");
    const index = JSON.parse(readFileSync(path, "utf8")) as { manifests: { annotations: Record<string, string> }[] };
    edit(index.manifests);
    writeFileSync(path, JSON.stringify(index));
  }
}
