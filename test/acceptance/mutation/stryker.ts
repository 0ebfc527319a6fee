import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import type { Mutant } from "./mutant";

const SETTINGS = {
  testRunner: "mocha",
  plugins: ["@stryker-mutator/mocha-runner"],
  coverageAnalysis: "perTest",
  concurrency: 2,
  // A mutant that never ends is noticed; one that only waits for the processor must not look like it.
  timeoutMS: 20_000,
  reporters: ["json", "progress-append-only"],
  allowConsoleColors: false,
  disableTypeChecks: false,
};

/** Where in a file a mutation is; lines and columns count from 1. */
interface Position {
  line: number;
  column: number;
}

/** What is read of Stryker's report. */
interface Report {
  files: Record<
    string,
    {
      source: string;
      mutants: { location: { start: Position; end: Position }; replacement: string; status: string }[];
    }
  >;
}

/** Runs specs, given as files or folders, against every mutant of a folder of components/, in a copy of the checkout. */
export async function mutate(room: string, specs: string[]): Promise<Mutant[]> {
  const directory = mkdtempSync(join(tmpdir(), "pulumi-flink-mutation-"));
  try {
    const settings = join(directory, "stryker.json");
    const report = join(directory, "report.json");
    const own = {
      mutate: [`components/${room}/**/*.ts`],
      mochaOptions: { spec: specs.map((path) => (path.endsWith(".ts") ? path : `${path}/**/*.spec.ts`)) },
      tempDirName: join(directory, "copies"),
      jsonReporter: { fileName: report },
    };
    writeFileSync(settings, JSON.stringify({ ...SETTINGS, ...own }));
    const stryker = join(PROJECT_ROOT, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");
    await execa(process.execPath, [stryker, "run", settings], { cwd: PROJECT_ROOT, stdout: "inherit" });
    return mutantsOf(JSON.parse(readFileSync(report, "utf8")) as Report);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The mutants of a report in the order of the source. */
export function mutantsOf({ files }: Report): Mutant[] {
  return Object.entries(files).flatMap(([path, { source, mutants }]) => {
    const seen = new Map<string, number>();
    return [...mutants]
      .sort(({ location: one }, { location: other }) => compare(one.start, other.start) || compare(one.end, other.end))
      .map(({ location, replacement, status }) => {
        const change = { original: oneLine(textAt(source, location)), replacement: oneLine(replacement) };
        const occurrence = (seen.get(JSON.stringify(change)) ?? 0) + 1;
        seen.set(JSON.stringify(change), occurrence);
        return { file: path.replace(/^components\//, ""), ...change, occurrence, line: location.start.line, status };
      });
  });
}

function compare(one: Position, other: Position): number {
  return one.line - other.line || one.column - other.column;
}

function textAt(source: string, { start, end }: { start: Position; end: Position }): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join("\n");
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
