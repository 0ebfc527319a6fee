import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { PROJECT_ROOT } from "../../toolchain/cache";
import { formatDuration } from "../../toolchain/steps";
import versions from "../../toolchain/versions.json";
import { commitOf } from "./coverage";
import type { AnyTable, RowRecord } from "./table";

/** Where the figures of a table are shown. */
export function evidenceFile(name: string): string {
  return join(PROJECT_ROOT, "docs", "evidence", `${name}.md`);
}

/** The digest that an evidence file was made for; undefined without a file. */
export function evidenceDigest(name: string): string | undefined {
  const file = evidenceFile(name);
  return existsSync(file) ? /^\| covered code \| `([0-9a-f]+)`/m.exec(readFileSync(file, "utf8"))?.[1] : undefined;
}

/** Writes the figures of a finished run. */
export async function writeEvidence(
  table: AnyTable,
  seed: number,
  digest: string,
  records: RowRecord[],
): Promise<string> {
  const file = evidenceFile(table.name);
  const failed = records.filter(({ passed }) => !passed);
  const { artifacts, node } = versions;
  const seconds = records.reduce((sum, record) => sum + record.seconds, 0);
  const facts = {
    result:
      failed.length === 0
        ? `all ${records.length} rows passed`
        : `**${failed.length} of ${records.length} rows failed**`,
    command: `\`npm run acceptance -- ${table.name} --seed ${seed}\``,
    seed,
    date: `${records[0].date.slice(0, 10)}, rows took ${formatDuration(seconds * 1000)}`,
    commit: await commitOf(table.covers),
    "covered code": `\`${digest}\` (${table.covers.join(", ")})`,
    versions:
      `Flink ${artifacts.flink.version}, Kubernetes ${artifacts.kubernetes.version}, etcd ` +
      `${artifacts.etcd.version}, Pulumi CLI ${artifacts.pulumi.version}, ` +
      `Kubernetes provider ${artifacts["pulumi-kubernetes"].version}, versitygw ${artifacts.versitygw.version}, Node.js ${node}`,
    machine: `${cpus().length} x ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  };
  const text = [
    `# ${table.title}`,
    markdown(["", ""], Object.entries(facts)),
    markdown(
      ["row", "result", ...table.columns, "duration"],
      records.map((record) => cells(table, record)),
    ),
    ...failed.map(
      ({ row, error }) => `Row **${row}** failed:\n\n\`\`\`\n${error?.replaceAll(`${PROJECT_ROOT}/`, "")}\n\`\`\``,
    ),
    ...(table.summary ? [table.summary(records)] : []),
  ];
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text.join("\n\n")}\n`);
  return file;
}

/** A table in Markdown. */
export function markdown(head: string[], rows: unknown[][]): string {
  const line = (cells: unknown[]) =>
    `| ${cells
      .map((cell) =>
        shown(cell)
          .replaceAll("|", "\\|")
          .replace(/\s*\n\s*/g, "<br>"),
      )
      .join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

function cells(table: AnyTable, { row, passed, figures, seconds }: RowRecord): unknown[] {
  return [
    row,
    passed ? "passed" : "**failed**",
    ...table.columns.map((column) => figures[column]),
    formatDuration(seconds * 1000),
  ];
}

function shown(cell: unknown): string {
  if (cell === undefined || cell === null) return "";
  return typeof cell === "string" || typeof cell === "number" ? String(cell) : JSON.stringify(cell);
}
