import { join } from "node:path";
import type { BuildContext } from "./artifact";
import { ensureDebianPackages } from "./debian";
import { execute } from "./execute";
import versions from "./versions.json";

// Not the manuals: the alternatives of Java need their folder, so they go at the end.
const EXCLUDED = ["/usr/share/doc/*", "/usr/share/info/*", "/usr/share/locale/*", "/usr/share/lintian/*"];

// The places where the official image has them: the user, Java and jemalloc.
const HOOKS = [
  "chroot $1 groupadd --system --gid=9999 flink",
  "chroot $1 useradd --system --home-dir /opt/flink --uid=9999 --gid=flink flink",
  "mkdir -p $1/opt/java && ln -s /usr/lib/jvm/java-17-openjdk-amd64 $1/opt/java/openjdk",
  "ln -s libjemalloc.so.2 $1/usr/lib/x86_64-linux-gnu/libjemalloc.so",
  "rm -rf $1/usr/share/man/* $1/var/cache/* $1/var/log/*",
];

/** The Debian root file system of the images: a minimal system with Java 17 and what Flink's scripts call. */
export async function buildRootfs({ target, log, progress }: BuildContext): Promise<void> {
  const { version, packages } = versions.artifacts.rootfs;
  await ensureDebianPackages(["mmdebstrap"], progress);
  progress("mmdebstrap");
  const options = [
    "--variant=minbase",
    `--include=${packages.join(",")}`,
    ...EXCLUDED.map((path) => `--dpkgopt=path-exclude=${path}`),
    ...HOOKS.map((hook) => `--customize-hook=${hook}`),
  ];
  await execute("mmdebstrap", [...options, version, join(target, "rootfs.tar")], {
    what: `make a Debian ${version} root file system`,
    todo:
      "Check that apt-get update works on this machine (mmdebstrap uses its package sources) and that " +
      "mounts are allowed, then run the command again.",
    log,
    env: { SOURCE_DATE_EPOCH: "1767225600" },
  });
}
