import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa, type Options } from "execa";
import { inc } from "semver";
import { sections } from "../../../commands/release/changelog";
import { git, repository } from "../../../commands/release/git";
import { MANIFESTS } from "../../../commands/release/versionFiles";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { languageEnvironment } from "../../../toolchain/languages";
import { pulumiEnvironment } from "../../../toolchain/pulumi";
import type { Figures, Table } from "../table";

/** A clone in which the next version is released. */
interface Clone {
  readonly folder: string;
  readonly version: string;
  /** Sums of the artifacts, once a dry run has made them. */
  sums?: string;
}

export const release: Table<Clone> = {
  name: "release",
  title:
    "A release by one command, in a clone: a dry run leaves nothing, a real one a commit, a tag and the same artifacts",
  covers: [
    ...["commands/release.ts", "commands/release", "commands/build", "components", "operations", "plugin", "docs/api"],
    ...["test/contracts", "test/generated", "package-lock.json", "test/acceptance/tables/release.ts"],
  ],
  needsSandbox: false,
  columns: ["artifacts", "MiB", "languages"],
  rows: () => [
    { id: "dry run", run: dryRun },
    { id: "what a release publishes can be installed", run: usable },
    { id: "release", run: released },
  ],

  async setUp() {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-flink-release-table-"));
    await git(["clone", "--quiet", PROJECT_ROOT, folder]);
    for (const setting of ["user.name=Test", "user.email=test@example.com"])
      await git(["config", ...setting.split("=")], folder);
    await git(["switch", "--quiet", "--force-create", "main"], folder);
    const changelog = join(folder, "CHANGELOG.md");
    const text = readFileSync(changelog, "utf8");
    writeFileSync(changelog, text.replace(/^## Unreleased\n/m, "## Unreleased\n\n- Something.\n"));
    await git(["commit", "--quiet", "--all", "--message", "Something"], folder);
    return { folder, version: inc(sections(text)[1].version, "minor")! };
  },

  tearDown: async ({ folder }) => rmSync(folder, { recursive: true, force: true }),
};

async function dryRun(clone: Clone): Promise<Figures> {
  const [before, commit] = [await repository(clone.folder), await head(clone)];
  await dryRunSums(clone);
  assert.deepEqual(await repository(clone.folder), before);
  assert.equal(await head(clone), commit);
  assert.equal((await git(["worktree", "list"], clone.folder)).split("\n").length, 1);
  return figures(clone);
}

/** Makes the artifacts by a dry run, if none has made them: a table that was interrupted goes on with any row. */
async function dryRunSums(clone: Clone): Promise<string> {
  if (clone.sums === undefined) {
    await runRelease(clone, "--dry-run");
    clone.sums = await checkedSums(clone);
  }
  return clone.sums;
}

/** Every archive is taken by the tool that is to take it. */
async function usable(clone: Clone): Promise<Figures> {
  await dryRunSums(clone);
  const { folder, version } = clone;
  const artifacts = join(folder, "build", "release");
  const work = join(folder, "build", "installed");
  const home = join(work, "home");
  const run = (program: string, args: string[], options: Options = {}) =>
    execa(program, args, { cwd: work, all: true, ...options });
  await execa("mkdir", ["-p", work]);
  for (const language of ["python", "go", "nodejs"])
    await run("tar", ["-xzf", join(artifacts, `pulumi-flink-sdk-${language}-${version}.tar.gz`)]);

  const { path, pip } = languageEnvironment();
  await run("python3", ["-m", "pip", "wheel", "--no-deps", `./pulumi-flink-sdk-python-${version}`], { env: pip });
  assert.ok(readdirSync(work).includes(`pulumi_flink_flink-${version}-py3-none-any.whl`));
  // Not every release of Pulumi is in the checksum database; the SDK's users have a go.sum of their own.
  const go = { GOFLAGS: "-mod=mod", GONOSUMDB: "github.com/pulumi/*" };
  await run("go", ["build", "./..."], { cwd: join(work, "sdk", "go"), env: go });

  const archive = join(artifacts, `pulumi-resource-flink-v${version}-linux-amd64.tar.gz`);
  const env = { ...pulumiEnvironment(), PULUMI_HOME: home };
  await run("pulumi", ["plugin", "install", "resource", "flink", version, "--file", archive], { env });
  const { stdout } = await run("pulumi", ["package", "get-schema", `flink@${version}`], { env });
  assert.equal((JSON.parse(String(stdout)) as { version: string }).version, version);
  rmSync(work, { recursive: true, force: true });
  return { languages: `python, go${path.length === 0 ? "" : " (compiled hosts)"}` };
}

async function released(clone: Clone): Promise<Figures> {
  const { folder, version } = clone;
  const sums = await dryRunSums(clone);
  await runRelease(clone);
  const { branch, uncommitted, tags } = await repository(folder);
  assert.deepEqual([branch, uncommitted, tags.includes(`v${version}`)], ["main", [], true]);
  const subjects = await git(["log", "--format=%s", "-3"], folder);
  assert.match(subjects, new RegExp(`^Development goes on as .*\nRelease ${version}\nSomething$`));

  const tagged = (path: string) => git(["show", `v${version}:${path}`], folder);
  for (const file of [...MANIFESTS, "components/schema.json", "test/contracts/released.json"])
    assert.equal((JSON.parse(await tagged(file)) as { version: string }).version, version, file);
  const [unreleased, section] = sections(await tagged("CHANGELOG.md"));
  assert.deepEqual([unreleased.entries, section.version], [[], version]);
  assert.ok(section.entries.includes("Something."));
  const { version: next } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  assert.match(next, new RegExp(`^${inc(version, "minor")}-`));

  assert.equal(await checkedSums(clone), sums, "artifacts differ from the dry run's");
  await assert.rejects(runRelease(clone), /there is a tag|does not follow/);
  return figures(clone);
}

function head({ folder }: Clone): Promise<string> {
  return git(["rev-parse", "HEAD"], folder);
}

async function runRelease({ folder, version }: Clone, ...options: string[]): Promise<void> {
  await execa(process.execPath, ["toolchain/bootstrap.mjs", "commands/release.ts", version, ...options], {
    cwd: folder,
  });
}

/** The sums of all artifacts, once they are checked. */
async function checkedSums({ folder }: Clone): Promise<string> {
  const cwd = join(folder, "build", "release");
  await execa("sha256sum", ["--check", "--quiet", "SHA256SUMS"], { cwd });
  const sums = readFileSync(join(cwd, "SHA256SUMS"), "utf8");
  assert.equal(sums.trim().split("\n").length + 1, readdirSync(cwd).length, "an artifact has no sum");
  return sums;
}

async function figures({ folder }: Clone): Promise<Figures> {
  const artifacts = join(folder, "build", "release");
  const { stdout } = await execa("du", ["--summarize", "--block-size=1M", artifacts]);
  return { artifacts: readdirSync(artifacts).length, MiB: Number.parseInt(stdout) };
}
