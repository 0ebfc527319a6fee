import { markdown } from "../evidence";
import type { RowRecord } from "../table";
import { own, type Shares } from "./cpuProfile";
import { lineThrough } from "./line";
import type { Part } from "./processTree";
import { CLUSTER_WAYS, OBJECTS, type Way, WAYS } from "./program";
import { medians, ms, partsOf, previewRuns, type Run, upRuns } from "./runs";

const PART_NAMES: Record<Part, string> = {
  engine: "engine",
  program: "program",
  plugin: "plugin `flink`",
  provider: "Kubernetes provider",
  languageHost: "language host",
};

/** Smaller shares of a profile are added up. */
const SHOWN_SHARES = 12;

/** What follows from all rows, in Markdown. */
export function scaleReport(records: RowRecord[]): string {
  return [
    `A stack of "ConfigMaps" has a component with ${OBJECTS} ConfigMaps for each cluster: as many objects as a cluster has. ` +
      `"Empty components" have no objects. Wall clock of previews is the median of the rounds. "up" writes the state ` +
      "once, at the end (`PULUMI_SKIP_CHECKPOINTS`): by default the engine writes all of it at every step, which takes " +
      "longer the more a stack has, whatever it is.",
    conclusion(records),
    "## What a further one costs in a preview",
    costs(records),
    "## Peak memory",
    memory(records),
    "## What the processor does for a further cluster",
    "Profiles of a preview of the largest stack less those of the smallest, by package; garbage collection and native " +
      "code are by themselves.",
    profiles(records),
  ].join("\n\n");
}

/** How the total compares with what Pulumi takes for any objects, and with our own code. */
function conclusion(records: RowRecord[]): string {
  const total = (way: Way) => ms(slope(previewRuns(records, way), ({ seconds }) => seconds));
  const ours = (way: Way) => {
    const shares = profileOf(records, way);
    return shares ? `${own(shares).toFixed(1)} ms` : "unknown";
  };
  const [inProcess, remote] = CLUSTER_WAYS;
  return (
    `A further cluster makes a preview ${total(inProcess)} longer in process and ${total(remote)} remote. As many ` +
    `ConfigMaps, without any code of ours, take ${total("ConfigMaps")}, a component without objects ` +
    `${total("empty components")}. Of the time of the program our own code takes ${ours(inProcess)} a cluster, of that ` +
    `of the plugin ${ours(remote)}. The rest is the engine, the Kubernetes provider and Pulumi's SDK: for each property ` +
    "of each resource the SDK makes four promises and keeps a stack trace with each, whose every frame its program host " +
    "maps to sources, and it decodes the engine's answer about each resource."
  );
}

/** Slopes of wall clock and of each process's CPU time. */
function costs(records: RowRecord[]): string {
  const parts = partsOf(WAYS.flatMap((way) => previewRuns(records, way)));
  const rows = WAYS.map((way) => {
    const runs = previewRuns(records, way);
    if (runs.length === 0) return [way];
    const cpu = parts.map((part) => ms(slope(runs, (run) => run.usage[part]?.cpuSeconds ?? 0)));
    return [way, ms(slope(runs, ({ seconds }) => seconds)), ...cpu];
  });
  return markdown(["", "wall clock", ...parts.map((part) => `CPU of ${PART_NAMES[part]}`)], rows);
}

function memory(records: RowRecord[]): string {
  const kinds: [string, (records: RowRecord[], way: Way) => Run[]][] = [
    ["up", upRuns],
    ["preview", previewRuns],
  ];
  const rows = kinds.flatMap(([kind, of]) => CLUSTER_WAYS.flatMap((way) => memoryRows(kind, way, of(records, way))));
  const sizes = medians(previewRuns(records, CLUSTER_WAYS[0])).map(([count]) => `of ${count}`);
  return markdown(["", "process", ...sizes, "a further cluster"], rows);
}

function memoryRows(kind: string, way: Way, runs: Run[]): unknown[][] {
  return partsOf(runs).map((part) => {
    const peak = (run: Run) => run.usage[part]?.mib ?? 0;
    const cells = medians(runs, peak).map(([, mib]) => `${mib.toFixed(0)} MiB`);
    return [`${kind}, ${way}`, PART_NAMES[part], ...cells, `${slope(runs, peak).toFixed(1)} MiB`];
  });
}

function profiles(records: RowRecord[]): string {
  return CLUSTER_WAYS.map((way) => {
    const shares = profileOf(records, way);
    return shares ? profileTable(way, shares) : `No profile, ${way}.`;
  }).join("\n\n");
}

function profileOf(records: RowRecord[], way: Way): Shares | undefined {
  return records.find(({ row }) => row === `profile of a preview, ${way}`)?.figures.profile as Shares | undefined;
}

function profileTable(way: Way, shares: Shares): string {
  const sorted = Object.entries(shares).sort(([, one], [, other]) => other - one);
  const [shown, others] = [sorted.slice(0, SHOWN_SHARES), sorted.slice(SHOWN_SHARES)];
  const sum = (entries: [string, number][]) => entries.reduce((total, [, value]) => total + value, 0);
  const rows = [...shown, ["all others", sum(others)] as const, ["sum", sum(sorted)] as const];
  const owner = way === "remote" ? "the plugin" : "the program";
  return markdown(
    [`code in ${owner} (${way})`, "ms a further cluster"],
    rows.map(([name, value]) => [name, value.toFixed(2)]),
  );
}

function slope(runs: Run[], figure: (run: Run) => number): number {
  return lineThrough(medians(runs, figure)).slope;
}
