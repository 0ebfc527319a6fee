import { readdirSync, readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { basename, join } from "node:path";

/** A V8 CPU profile, as `node --cpu-prof` writes it. */
interface Profile {
  readonly nodes: { readonly id: number; readonly callFrame: CallFrame }[];
  readonly samples: number[];
  readonly timeDeltas: number[];
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** Milliseconds that a program itself took, by where its code is from. */
export type Shares = Record<string, number>;

/** The only profile in a folder, summed by package, our own code by stage; `bundleMap` says what is in a bundle. */
export function profileIn(folder: string, bundleMap: string): Shares {
  const profiles = readdirSync(folder).filter((file) => file.endsWith(".cpuprofile"));
  if (profiles.length !== 1) throw new Error(`${profiles.length} profiles in ${folder}`);
  const map = new SourceMap(JSON.parse(readFileSync(bundleMap, "utf8")) as SourceMapPayload);
  const bundle = `/${basename(bundleMap, ".map")}`;
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, profiles[0]), "utf8")) as Profile;
  const owners = new Map(nodes.map(({ id, callFrame }) => [id, ownerOf(callFrame, bundle, map)]));
  const shares: Shares = {};
  samples.forEach((node, index) => {
    const owner = owners.get(node)!;
    if (owner !== "(idle)") shares[owner] = (shares[owner] ?? 0) + timeDeltas[index] / 1000;
  });
  return shares;
}

/** Owners that are our own code begin so. */
const OWN = "our ";

/** The package of a function, or what V8 calls time without one: `(idle)`, `(garbage collector)`, `(program)`. */
function ownerOf({ url, functionName, lineNumber, columnNumber }: CallFrame, bundle: string, map: SourceMap): string {
  if (url === "" && functionName.startsWith("(")) return functionName;
  if (url === "" || url.startsWith("node:")) return "Node.js";
  const file = url.endsWith(bundle) ? originalSource(map, lineNumber, columnNumber) : url;
  if (file === undefined) return "the bundle";
  // The SDK's own source maps name its files as if they lay one folder higher.
  if (/\/node_modules\/@pulumi\/(?!kubernetes\/|aws\/)/.test(file)) return "@pulumi/pulumi";
  const [, inside] = /.*\/node_modules\/(.+)/.exec(file) ?? [];
  if (inside !== undefined) return inside.split("/", inside.startsWith("@") ? 2 : 1).join("/");
  const [, room, stage] = /.*\/(components|plugin)\/([^/]+)/.exec(file) ?? [];
  return room === undefined ? "the user's program" : `${OWN}${room}/${stage.replace(/\.[jt]s$/, "")}`;
}

function originalSource(map: SourceMap, line: number, column: number): string | undefined {
  const entry = map.findEntry(line, column);
  return "originalSource" in entry ? entry.originalSource : undefined;
}

/** What our own code took. */
export function own(shares: Shares): number {
  return Object.entries(shares).reduce((sum, [owner, value]) => sum + (owner.startsWith(OWN) ? value : 0), 0);
}

/** How much longer each took in one profile than in another, for each of the things that only the first had. */
export function difference(more: Shares, less: Shares, things: number): Shares {
  const owners = [...new Set([...Object.keys(more), ...Object.keys(less)])];
  return Object.fromEntries(owners.map((owner) => [owner, ((more[owner] ?? 0) - (less[owner] ?? 0)) / things]));
}
