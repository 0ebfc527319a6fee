import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { clearDeadLock } from "../../../commands/stack/stateLock";
import { waitFor } from "../../../operations/wait";
import { allPids, signal, within } from "../../../sandbox/processes";
import { processStat } from "../../../toolchain/processIdentity";
import { StepError } from "../../../toolchain/steps";
import type { TestStack } from "../../support/testStack";

/** What the engine writes into its event log, as far as it is used. */
export interface EngineEvent {
  resourcePreEvent?: { metadata: { op: string; urn: string; type: string } };
  resOutputsEvent?: { metadata: { op: string; urn: string; type: string } };
  diagnosticEvent?: { urn?: string; message: string };
}

/** What a killed `pulumi up` left. */
export interface Interruption {
  readonly pids: number[];
  /** Operations that had begun, as type and name. */
  readonly pending: string[];
  /** Resources in the state. */
  readonly resources: number;
  /** What was done about the lock. */
  readonly cleared: string;
}

/**
 * Runs `pulumi up` and kills the CLI and everything it started with -9 when the engine tells of an event. While they
 * live, though stopped, the lock must be held; once they are dead it must be cleared.
 */
export async function interruptUp(
  stack: TestStack,
  isTheMoment: (event: EngineEvent) => boolean,
): Promise<Interruption> {
  const directory = mkdtempSync(join(tmpdir(), "pulumi-flink-events-"));
  const log = join(directory, "events.json");
  const cli = execa(
    "pulumi",
    ["up", "--yes", "--skip-preview", "--event-log", log, "--stack", stack.name, "--non-interactive"],
    {
      cwd: stack.directory,
      // The log of the engine's events is what Pulumi's Automation API reads, by the same means.
      env: { ...stack.stack.env, PULUMI_DEBUG_COMMANDS: "true" },
      extendEnv: false,
      reject: false,
      all: true,
      stdin: "ignore",
    },
  );
  let ended = false;
  let output = "";
  void cli.then((result) => {
    ended = true;
    output = result.all;
  });
  try {
    await waitFor({
      what: "the engine to tell of the event",
      seconds: 180,
      everyMs: 5,
      todo: "See what `pulumi up --event-log` writes.",
      look: () => Promise.resolve(ended || events(log).some(isTheMoment) ? true : undefined),
    });
    assert.equal(ended, false, `pulumi up ended before the event:\n${output}`);
    const pids = [cli.pid!, ...descendants(cli.pid!)];
    for (const pid of pids) signal(pid, "SIGSTOP");
    await assertHeld(stack, cli.pid!);
    for (const pid of pids) signal(pid, "SIGKILL");
    assert.ok(
      await within(10, () => pids.every((pid) => ["Z", undefined].includes(processStat(pid)?.state))),
      "the killed processes still live",
    );
    await cli;
    const cleared = await clearDeadLock(stack.stack);
    assert.ok(
      cleared?.includes(String(cli.pid)),
      `the lock of the dead process ${cli.pid} was not cleared: ${cleared ?? "nothing was there"}`,
    );
    return { pids, cleared: cleared ?? "", ...(await leftBehind(stack)) };
  } finally {
    if (!ended && cli.pid !== undefined) signal(cli.pid, "SIGKILL");
    rmSync(directory, { recursive: true, force: true });
  }
}

async function assertHeld(stack: TestStack, pid: number): Promise<void> {
  await assert.rejects(clearDeadLock(stack.stack), (error: unknown) => {
    assert.ok(error instanceof StepError, String(error));
    assert.ok(error.what.includes(`process ${pid} `), error.what);
    assert.ok(error.todo.includes(`npm run pulumi -- cancel --yes --stack ${stack.name}`), error.todo);
    return true;
  });
}

async function leftBehind(stack: TestStack): Promise<Pick<Interruption, "pending" | "resources">> {
  const { deployment } = JSON.parse(await stack.succeed(["stack", "export"])) as Exported;
  const operations = deployment.pending_operations ?? [];
  return {
    pending: operations.map(
      ({ type, resource }) => `${type} ${resource.type.split(/[:/]/).at(-1)} ${resource.urn.split("::").at(-1)}`,
    ),
    resources: (deployment.resources ?? []).length,
  };
}

interface Exported {
  deployment: {
    resources?: unknown[];
    pending_operations?: { type: string; resource: { urn: string; type: string } }[];
  };
}

/** Complete lines only: the last may still be being written. */
function events(log: string): EngineEvent[] {
  if (!existsSync(log)) return [];
  return readFileSync(log, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as EngineEvent);
}

/** All processes below one: Pulumi puts its plugins into process groups of their own. */
function descendants(ancestor: number): number[] {
  const parents = new Map(allPids().map((pid) => [pid, processStat(pid)?.parent]));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === ancestor || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}
