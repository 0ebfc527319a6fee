import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { up as sandboxUp } from "../sandbox/client";
import { ensure } from "../toolchain/artifacts";
import { PROJECT_ROOT } from "../toolchain/cache";
import { ensureLanguages } from "../toolchain/languages";
import { ensurePulumi } from "../toolchain/pulumi";
import { formatDuration, runSteps, type Step } from "../toolchain/steps";
import { runCommand } from "./lib/runCommand";

interface Sums {
  passed: number;
  failed: number;
}

/** One tier of the tests; all are run, whatever the others say. */
interface Tier {
  readonly title: string;
  readonly setUp?: Step[];
  readonly run: () => Promise<Sums>;
}

const TIERS: Tier[] = [
  { title: "lint", run: () => check("eslint", ["."]) },
  { title: "types", run: () => check("tsc", ["-p", "tsconfig.check.json"]) },
  { title: "unit", run: () => mocha("test/unit/**/*.spec.ts") },
  { title: "package", run: () => mocha("test/package/**/*.spec.ts", ["--timeout", "300000"]) },
  {
    title: "memory model against Flink, policies against an analyser",
    setUp: [{ title: "Flink and parliament", run: (progress) => ensure(["flink", "parliament"], progress) }],
    run: () => mocha("test/oracle/**/*.spec.ts"),
  },
  { title: "job (Java)", run: maven },
  {
    title: "end to end",
    setUp: [
      { title: "Pulumi CLI, language host and Kubernetes provider", run: ensurePulumi, group: "Set-up" },
      { title: "Sandbox: one Kubernetes node and an S3 store", run: sandboxUp, group: "Set-up" },
      { title: "Simulated AWS", run: (progress) => ensure(["moto"], progress), group: "Set-up" },
      { title: "Language hosts of YAML, Python and Go", run: ensureLanguages, group: "Set-up" },
    ],
    run: () => mocha("test/e2e/**/*.spec.ts", ["--timeout", "600000"]),
  },
];

/** `npm test [-- TIER ...]`: sets up what the tiers need, runs them and ends with the sums. */
void runCommand(async () => {
  const wanted = process.argv.slice(2);
  const chosen = TIERS.filter(({ title }) => wanted.length === 0 || wanted.some((word) => title.startsWith(word)));
  if (chosen.length === 0)
    throw new Error(`No tier is called ${wanted.join(" ")}; there are: ${TIERS.map(({ title }) => title).join(", ")}.`);
  const total: Sums = { passed: 0, failed: 0 };
  const lines: string[] = [];
  for (const tier of chosen) {
    const started = Date.now();
    process.stdout.write(`\n== ${tier.title}\n`);
    const { passed, failed } = await sums(tier);
    total.passed += passed;
    total.failed += failed;
    lines.push(`${tier.title}: ${passed} passed, ${failed} failed (${formatDuration(Date.now() - started)})`);
  }
  process.stdout.write(
    `\n${lines.map((line) => `  ${line}\n`).join("")}\n${total.passed} passed, ${total.failed} failed\n`,
  );
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
});

/** A set-up that fails is a failed test: the tier could not be shown. */
async function sums(tier: Tier): Promise<Sums> {
  try {
    if (tier.setUp) await runSteps(`Set-up for ${tier.title}`, tier.setUp);
    return await tier.run();
  } catch (error) {
    await runCommand(async () => {
      throw error;
    });
    return { passed: 0, failed: 1 };
  }
}

/** A tool that says yes or no counts as one test. */
async function check(tool: string, args: string[]): Promise<Sums> {
  const result = await run(join(PROJECT_ROOT, "node_modules", ".bin", tool), args);
  return result === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function mocha(spec: string, options: string[] = []): Promise<Sums> {
  const file = join(mkdtempSync(join(tmpdir(), "pulumi-flink-test-")), "sums.json");
  const code = await run(process.execPath, [
    join(PROJECT_ROOT, "node_modules", "mocha", "bin", "mocha.js"),
    ...[
      "--require",
      "ts-node/register/transpile-only",
      "--reporter",
      "test/support/reporter.ts",
      "--reporter-option",
      `sums=${file}`,
    ],
    ...options,
    spec,
  ]);
  // Without sums mocha itself broke, before or after the tests.
  const { passed, failed } = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as Sums)
    : { passed: 0, failed: 0 };
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

async function maven(): Promise<Sums> {
  const folder = join(PROJECT_ROOT, "jobs", "exactly-once");
  const reports = join(folder, "target", "surefire-reports");
  // Reports of an earlier run would be counted for a build that breaks before its tests.
  rmSync(reports, { recursive: true, force: true });
  const code = await run("mvn", ["-q", "-B", "test"], folder);
  const suites = existsSync(reports) ? readdirSync(reports).filter((file) => file.endsWith(".xml")) : [];
  const total = { passed: 0, failed: 0 };
  for (const suite of suites) {
    const [head] = /<testsuite[^>]*>/.exec(readFileSync(join(reports, suite), "utf8")) ?? [""];
    const count = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
    const failed = count("failures") + count("errors");
    total.failed += failed;
    total.passed += count("tests") - failed - count("skipped");
  }
  return code === 0 || total.failed > 0 ? total : { ...total, failed: 1 };
}

async function run(program: string, args: string[], cwd = PROJECT_ROOT): Promise<number> {
  const { exitCode } = await execa(program, args, {
    cwd,
    stdio: ["ignore", "inherit", "inherit"],
    reject: false,
    env: { PULUMI_ERROR_OUTPUT_STRING: "1" },
  });
  return exitCode ?? 1;
}
