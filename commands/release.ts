import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { execa } from "execa";
import { version as sourceVersion } from "../components/package.json";
import { currentContracts } from "../test/contracts/current";
import { RELEASED_FILE } from "../test/contracts/lastRelease";
import { committed } from "../test/generated/generated";
import { PROJECT_ROOT } from "../toolchain/cache";
import { runSteps, StepError } from "../toolchain/steps";
import { runCommand } from "./lib/runCommand";
import { git, repository } from "./release/git";
import { misplaced, refusals } from "./release/refusals";
import { developmentVersion } from "./release/version";

const USAGE = "npm run release -- VERSION [--dry-run]";

/**
 * `npm run release`: checks, versions, changelog, contracts, artifacts, commit and tag. All of it happens in a copy of the
 * last commit; a dry run stops before the commit. Nothing is published: CONTRIBUTING.md says how.
 */
void runCommand(async () => {
  const { values, positionals } = parseArgs({ options: { "dry-run": { type: "boolean" } }, allowPositionals: true });
  if (positionals.length !== 1) throw new StepError({ what: "there is no version to release", todo: `Use ${USAGE}.` });
  const [version] = positionals;
  await check(version, values["dry-run"] ?? false);

  const copy = mkdtempSync(join(tmpdir(), "pulumi-flink-release-"));
  try {
    await git(["worktree", "add", "--detach", copy, "HEAD"]);
    const today = new Date().toISOString().slice(0, 10);
    await inCopy(copy, "toolchain/bootstrap.mjs", "commands/release/prepare.ts", version, today);
    await inCopy(copy, "-r", "ts-node/register/transpile-only", "commands/release/make.ts");
    const release = join(PROJECT_ROOT, "build", "release");
    rmSync(release, { recursive: true, force: true });
    cpSync(join(copy, "build", "release"), release, { recursive: true });
    if (!values["dry-run"]) await commitAndTag(copy, version);
    process.stdout.write(summary(release, version, values["dry-run"] ?? false));
  } finally {
    rmSync(copy, { recursive: true, force: true });
    await git(["worktree", "prune"]);
  }
});

async function check(version: string, dryRun: boolean): Promise<void> {
  const here = await repository();
  const elsewhere = misplaced(here);
  const problems = refusals(
    {
      version,
      changelog: committed("CHANGELOG.md")!,
      released: committed(RELEASED_FILE),
      now: await currentContracts(),
    },
    here,
  );
  if (dryRun && elsewhere.length > 0)
    process.stdout.write(`Without --dry-run this would be refused:\n  ${elsewhere.join("\n  ")}\n`);
  else problems.push(...elsewhere);
  if (problems.length > 0)
    throw new StepError({
      what: `release ${version}:\n${problems.join("\n")}`,
      todo: "Correct it and run the command again.",
    });
}

/** Runs a script of the copy, whose steps are shown. */
async function inCopy(copy: string, ...args: string[]): Promise<void> {
  const { exitCode } = await execa(process.execPath, args, { cwd: copy, stdio: "inherit", reject: false });
  if (exitCode !== 0)
    throw new StepError({
      what: `${args.join(" ")} in ${copy} ended with ${exitCode}`,
      todo: "See what it printed above.",
    });
}

/** Two commits, of the release and of the version after it, with the tag between them; then main has them. */
async function commitAndTag(copy: string, version: string): Promise<void> {
  const next = developmentVersion(version, sourceVersion);
  const commit = (subject: string) => git(["commit", "--all", "--message", subject], copy);
  await runSteps("Commit and tag", [
    {
      title: `v${version}`,
      run: async () => {
        await commit(`Release ${version}`);
        await git(["tag", "--annotate", `v${version}`, "--message", `Release ${version}`], copy);
      },
    },
    {
      title: next,
      run: async () => {
        await inCopy(copy, "-r", "ts-node/register/transpile-only", "commands/release/prepare.ts", next);
        await commit(`Development goes on as ${next}`);
        await git(["merge", "--ff-only", await git(["rev-parse", "HEAD"], copy)]);
      },
    },
  ]);
}

function summary(release: string, version: string, dryRun: boolean): string {
  const files = readdirSync(release).map((file) => {
    const size = (statSync(join(release, file)).size / 2 ** 20).toFixed(1).padStart(6);
    return `  ${size} MiB  ${file}\n`;
  });
  const done = dryRun ? "Nothing is committed or tagged." : `Committed and tagged as v${version}; nothing is pushed.`;
  return `\nbuild/release/\n${files.join("")}\n${done} How to publish it: CONTRIBUTING.md, Releasing.\n`;
}
