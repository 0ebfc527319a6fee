import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "../../commands/lib/runCommand";
import { up as sandboxUp } from "../../sandbox/client";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { ensurePulumi } from "../../toolchain/pulumi";
import { lastLines, runSteps } from "../../toolchain/steps";
import { coverageDigest } from "./coverage";
import { evidenceDigest } from "./evidence";
import { Journal } from "./journal";
import { describeRecord, runTable } from "./runner";
import type { AnyTable } from "./table";
import { TABLES } from "./tables";

const print = (line: string) => void process.stdout.write(`${line}\n`);

/**
 * `npm run acceptance -- NAME [--seed N] [--foreground | --status]`: the long tables. They run in the background, go on
 * after a kill at the row they had come to, and end with docs/evidence/NAME.md. Without a name: lists them.
 */
void runCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: "string", default: "1" }, foreground: { type: "boolean" }, status: { type: "boolean" } },
  });
  const [name, ...more] = positionals;
  if (name === undefined) return list();
  const table = TABLES.find((candidate) => candidate.name === name);
  if (table === undefined || more.length > 0)
    throw new Error(
      `No table is called "${positionals.join(" ")}"; there are: ${TABLES.map((known) => known.name).join(", ")}.`,
    );
  if (!/^\d+$/.test(values.seed)) throw new Error(`--seed ${values.seed} is not a whole number.`);
  const journal = new Journal(name, Number(values.seed), await coverageDigest(table.covers));
  if (values.status) return showStatus(table, Journal.newest(name, journal.seed) ?? journal, journal.digest);
  const runner = journal.runner();
  if (runner !== undefined && runner.pid !== process.pid)
    throw new Error(
      `Process ${runner.pid} runs it already. Follow it: npm run acceptance -- ${name} --seed ${journal.seed} --status`,
    );
  await runSteps("Set-up", [
    { title: "Pulumi CLI, language host and Kubernetes provider", run: ensurePulumi, group: "Toolchain and sandbox" },
    { title: "Sandbox: one Kubernetes node and an S3 store", run: sandboxUp, group: "Toolchain and sandbox" },
  ]);
  if (!values.foreground) return start(journal);
  if ((await runTable(table, journal)).length > 0) process.exitCode = 1;
});

/** Runs the table in its own session, where it outlives this command. */
function start(journal: Journal): void {
  const log = openSync(journal.prepare().log, "a");
  const args = [
    "-r",
    "ts-node/register/transpile-only",
    join(PROJECT_ROOT, "test", "acceptance", "main.ts"),
    journal.table,
    "--seed",
    String(journal.seed),
    "--foreground",
  ];
  const child = spawn(process.execPath, args, { cwd: PROJECT_ROOT, detached: true, stdio: ["ignore", log, log] });
  child.unref();
  print(
    `Runs in the background as process ${child.pid}.\n  follow it   tail -f ${journal.log}\n  its state  ` +
      ` npm run acceptance -- ${journal.table} --seed ${journal.seed} --status`,
  );
}

async function list(): Promise<void> {
  for (const table of TABLES) {
    const digest = await coverageDigest(table.covers);
    const shown = evidenceDigest(table.name);
    const evidence =
      shown === undefined
        ? "no evidence"
        : shown === digest
          ? "evidence is current"
          : "evidence is STALE: the code it covers changed";
    print(`${table.name.padEnd(16)} ${table.title}\n${" ".repeat(17)}${evidence}`);
  }
  print("\nRun one: npm run acceptance -- NAME [--seed N]");
}

/** Exit code 0: it runs or all rows passed. */
function showStatus(table: AnyTable, journal: Journal, digest: string): void {
  if (journal.digest !== digest) print(`The newest run is one of other code (${journal.digest}, now ${digest}).`);
  const records = journal.records();
  for (const record of records) print(describeRecord(record));
  const rows = table.rows(journal.seed).length;
  const runner = journal.runner();
  if (runner) print(`Running as process ${runner.pid}: ${records.length} of ${rows} rows done. Log: ${journal.log}`);
  else if (journal.finished())
    print(`Finished: ${records.filter(({ passed }) => passed).length} of ${rows} rows passed. Log: ${journal.log}`);
  else {
    const ended = existsSync(journal.log) && readFileSync(journal.log, "utf8") !== "";
    const early = ended ? ` It ended early; last lines of ${journal.log}:` : "";
    print(`Not running: ${records.length} of ${rows} rows done with this seed and code.${early}`);
    if (ended) for (const line of lastLines(journal.log, 10)) print(`  ${line}`);
    print(`Start it, or go on: npm run acceptance -- ${table.name} --seed ${journal.seed}`);
  }
  if (records.some(({ passed }) => !passed) || !(runner || journal.finished())) process.exitCode = 1;
}
