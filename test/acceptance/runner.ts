import { asStepError } from "../../commands/lib/runCommand";
import { describeFailure, formatDuration } from "../../toolchain/steps";
import { coverageDigest } from "./coverage";
import { writeEvidence } from "./evidence";
import type { Journal } from "./journal";
import type { AnyTable, Figures, Row, RowRecord } from "./table";

/** Runs the rows that are still to be run, keeps each, and writes the evidence. Returns the failed ones. */
export async function runTable(table: AnyTable, journal: Journal): Promise<RowRecord[]> {
  journal.begin();
  const say = (line: string) => void process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
  const done = new Set(journal.records().map(({ row }) => row));
  const rows = table.rows(journal.seed);
  say(
    `${table.name}, seed ${journal.seed}: ${rows.length} rows${done.size > 0 ? `, ${done.size} of them done before` : ""}`,
  );
  const context = await table.setUp(say);
  say("set up");
  for (const row of rows.filter(({ id }) => !done.has(id))) {
    const record = await runRow(row, context, journal.records());
    journal.record(record);
    say(describeRecord(record));
  }
  await table.tearDown(context);
  const records = journal.records();
  const file = await writeEvidence(table, journal.seed, journal.digest, records);
  if ((await coverageDigest(table.covers)) !== journal.digest)
    say("The covered code changed during the run: the evidence is stale already.");
  journal.finish();
  const failed = records.filter(({ passed }) => !passed);
  say(`${records.length - failed.length} passed, ${failed.length} failed; see ${file}`);
  return failed;
}

async function runRow(row: Row<unknown>, context: unknown, earlier: RowRecord[]): Promise<RowRecord> {
  const started = Date.now();
  let outcome: { passed: boolean; figures: Figures; error?: string };
  try {
    outcome = { passed: true, figures: await row.run(context, earlier) };
  } catch (error) {
    outcome = { passed: false, figures: {}, error: describeFailure(asStepError(error)) };
  }
  return { row: row.id, ...outcome, seconds: (Date.now() - started) / 1000, date: new Date(started).toISOString() };
}

/** A row as one line. */
export function describeRecord({ row, passed, figures, error, seconds }: RowRecord): string {
  const shown = Object.entries(figures).filter(([, value]) => typeof value !== "object");
  const text = passed ? shown.map(([name, value]) => `${name} ${String(value)}`).join(", ") : error;
  return `${passed ? "passed" : "FAILED"} ${row} (${formatDuration(seconds * 1000)}) ${text}`;
}
