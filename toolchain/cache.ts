import { createHash } from "node:crypto";
import {
  createReadStream,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { withLock } from "./lock";
import { identify } from "./processIdentity";
import type { Progress } from "./steps";

/** The checkout this toolchain belongs to. */
export const PROJECT_ROOT = dirname(__dirname);

/** Where built artifacts lie: `$PULUMI_FLINK_CACHE`, by default `~/.cache/pulumi-flink`. Never inside the checkout. */
export function cacheRoot(): string {
  const root = resolve(process.env.PULUMI_FLINK_CACHE || join(homedir(), ".cache", "pulumi-flink"));
  if (!relative(PROJECT_ROOT, root).startsWith("..")) {
    throw new Error(
      `PULUMI_FLINK_CACHE is ${root}, inside the checkout ${PROJECT_ROOT}. Set it to a folder outside, or unset it.`,
    );
  }
  return root;
}

/** What a file of an artifact was when it was complete. */
interface FileRecord {
  size: number;
  mtimeMs: number;
  mode: number;
  /** Of the content, or of the target of a symbolic link. */
  sha256: string;
}

/** Written last into an artifact's directory: no manifest, no artifact. */
export interface Manifest {
  name: string;
  version: string;
  recipe: string;
  built: string;
  seconds: number;
  files: Record<string, FileRecord>;
}

const MANIFEST_NAME = "manifest.json";

/** The manifest of a complete artifact; undefined when it is missing or unreadable. */
export function readManifest(directory: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, MANIFEST_NAME), "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}

/** Cheap check, without reading contents: every recorded file is there with its size and modification time. */
export function isIntact(directory: string): boolean {
  const manifest = readManifest(directory);
  if (!manifest) return false;
  return Object.entries(manifest.files).every(([path, recorded]) => {
    const found = lstatSync(join(directory, path), { throwIfNoEntry: false });
    return (
      found !== undefined &&
      found.size === recorded.size &&
      found.mtimeMs === recorded.mtimeMs &&
      found.mode === recorded.mode
    );
  });
}

/** Full check: the paths whose content, kind or mode differs from the manifest, are missing, or are not in it. */
export async function findDamage(directory: string): Promise<string[]> {
  const manifest = readManifest(directory);
  if (!manifest) return [MANIFEST_NAME];
  const found = await recordFiles(directory);
  const paths = new Set([...Object.keys(manifest.files), ...Object.keys(found)]);
  return [...paths].filter((path) => {
    const [was, is] = [manifest.files[path], found[path]];
    return !was || !is || was.sha256 !== is.sha256 || was.mode !== is.mode;
  });
}

/**
 * Makes `directory` complete or not at all: `build` fills a temporary sibling, which gets a manifest and is renamed.
 * Does nothing when another process made it in the meantime.
 */
export async function makeDirectory(
  directory: string,
  about: Pick<Manifest, "name" | "version" | "recipe">,
  progress: Progress,
  build: (temporary: string) => Promise<void>,
): Promise<void> {
  const waiting = (holder: { pid: number }) => progress(`waiting for process ${holder.pid}, which is building it`);
  await withLock(`${directory}.lock`, waiting, async () => {
    removeStale(directory);
    if (isIntact(directory)) return;
    const self = identify(process.pid)!;
    const temporary = `${directory}.${self.pid}-${self.started}.tmp`;
    const started = Date.now();
    try {
      rmSync(temporary, { recursive: true, force: true });
      mkdirSync(temporary, { recursive: true });
      await build(temporary);
      const manifest: Manifest = {
        ...about,
        built: new Date(started).toISOString(),
        seconds: Math.round((Date.now() - started) / 1000),
        files: await recordFiles(temporary),
      };
      writeFileSync(join(temporary, MANIFEST_NAME), JSON.stringify(manifest, undefined, 1));
      rmSync(directory, { recursive: true, force: true });
      renameSync(temporary, directory);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });
}

/** Removes temporary directories beside `directory` that a killed process left behind. */
function removeStale(directory: string): void {
  const parent = dirname(directory);
  for (const entry of readdirSync(parent)) {
    const [, pid, ticks] = entry.match(/\.(\d+)-(\d+)\.tmp$/) ?? [];
    if (pid && String(identify(Number(pid))?.started) !== ticks) {
      rmSync(join(parent, entry), { recursive: true, force: true });
    }
  }
}

async function recordFiles(directory: string): Promise<Record<string, FileRecord>> {
  const files: Record<string, FileRecord> = {};
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory() || (entry.name === MANIFEST_NAME && entry.parentPath === directory)) continue;
    const { size, mtimeMs, mode } = lstatSync(path);
    files[relative(directory, path)] = { size, mtimeMs, mode, sha256: await contentHash(path, entry.isSymbolicLink()) };
  }
  return files;
}

async function contentHash(path: string, isLink: boolean): Promise<string> {
  const hash = createHash("sha256");
  if (isLink) return hash.update(readlinkSync(path)).digest("hex");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

/** Hash of everything an artifact is made from: files and folders (by their paths in the checkout) and pinned values. */
export function recipeHash(paths: string[], pins: unknown): string {
  const hash = createHash("sha256").update(JSON.stringify(pins));
  for (const path of paths.flatMap(filesBelow).sort()) {
    const content = readFileSync(path);
    hash.update(`\0${relative(PROJECT_ROOT, path)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 8);
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
