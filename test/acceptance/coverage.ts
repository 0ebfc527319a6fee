import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { PROJECT_ROOT } from "../../toolchain/cache";

/** Digest of the given paths of the checkout as they are now, committed or not: the hash of their git tree. */
export async function coverageDigest(paths: string[]): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "pulumi-flink-digest-"));
  try {
    // An index and objects of our own: the checkout's are left as they are.
    const env = {
      GIT_INDEX_FILE: join(directory, "index"),
      GIT_OBJECT_DIRECTORY: directory,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: join(
        await git(["rev-parse", "--path-format=absolute", "--git-common-dir"]),
        "objects",
      ),
    };
    await git(["add", "--all", "--", ...paths.filter((path) => existsSync(join(PROJECT_ROOT, path)))], env);
    return (await git(["write-tree"], env)).slice(0, 12);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The commit that is checked out, and whether the given paths differ from it. */
export async function commitOf(paths: string[]): Promise<string> {
  const commit = await git(["rev-parse", "--short=12", "HEAD"]);
  const changed = await git(["status", "--porcelain", "--", ...paths]);
  return changed === "" ? commit : `${commit} with uncommitted changes`;
}

async function git(args: string[], env: Record<string, string> = {}): Promise<string> {
  return (await execa("git", args, { cwd: PROJECT_ROOT, env })).stdout.trim();
}
