import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cacheRoot } from "../../toolchain/cache";
import { identify, isAlive, type ProcessIdentity } from "../../toolchain/processIdentity";
import type { RowRecord } from "./table";

/** What is kept of a run of a table, outside of the checkout: enough to go on after a kill at any moment. */
export class Journal {
  private readonly directory: string;

  constructor(
    readonly table: string,
    readonly seed: number,
    readonly digest: string,
  ) {
    this.directory = join(cacheRoot(), "acceptance", table, `seed-${seed}-${digest}`);
  }

  /** The run of a table and seed that was begun last, whatever code it was of. */
  static newest(table: string, seed: number): Journal | undefined {
    const folder = join(cacheRoot(), "acceptance", table);
    const runs = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(`seed-${seed}-`)) : [];
    const begun = (run: string) => statSync(join(folder, run, "run.log"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const [newest] = runs.sort((one, other) => begun(other) - begun(one));
    return newest === undefined ? undefined : new Journal(table, seed, newest.split("-")[2]);
  }

  /** Output of the run. */
  get log(): string {
    return join(this.directory, "run.log");
  }

  /** The rows that were run, in that order; a line cut off by a kill is no row. */
  records(): RowRecord[] {
    if (!existsSync(this.file("rows.jsonl"))) return [];
    return readFileSync(this.file("rows.jsonl"), "utf8")
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as RowRecord);
  }

  /** Keeps a row. */
  record(row: RowRecord): void {
    // Ends what a kill cut off, which then is no row and never becomes part of one.
    const cut = existsSync(this.file("rows.jsonl")) && !readFileSync(this.file("rows.jsonl"), "utf8").endsWith("\n");
    if (cut)
      writeFileSync(
        this.file("rows.jsonl"),
        this.records()
          .map((line) => `${JSON.stringify(line)}\n`)
          .join(""),
      );
    appendFileSync(this.file("rows.jsonl"), `${JSON.stringify(row)}\n`);
  }

  /** The process that runs the table right now. */
  runner(): ProcessIdentity | undefined {
    if (!existsSync(this.file("runner.json"))) return undefined;
    const recorded = JSON.parse(readFileSync(this.file("runner.json"), "utf8")) as ProcessIdentity;
    return isAlive(recorded) ? recorded : undefined;
  }

  /** Takes the run for this process: goes on with an unfinished one, puts a finished one aside. */
  begin(): void {
    mkdirSync(this.directory, { recursive: true });
    if (this.finished()) {
      renameSync(this.file("rows.jsonl"), this.file(`rows-until-${Date.now()}.jsonl`));
      rmSync(this.file("finished"));
    }
    writeFileSync(this.file("runner.json.new"), JSON.stringify(identify(process.pid)));
    renameSync(this.file("runner.json.new"), this.file("runner.json"));
  }

  /** Says that all rows were run and the evidence is written. */
  finish(): void {
    writeFileSync(this.file("finished"), new Date().toISOString());
  }

  finished(): boolean {
    return existsSync(this.file("finished"));
  }

  /** Makes the folder, for the log of a run that has not begun. */
  prepare(): this {
    mkdirSync(this.directory, { recursive: true });
    return this;
  }

  private file(name: string): string {
    return join(this.directory, name);
  }
}
