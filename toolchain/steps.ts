import { readFileSync } from "node:fs";
import { Listr, type ListrTask } from "listr2";

/** Tells the user what a long step is doing right now; one short line. */
export type Progress = (message: string) => void;

/** One line of a step list. */
export interface Step {
  title: string;
  /** Does the work; a returned text is shown behind the title ("3 nodes ready"). */
  run: (progress: Progress) => Promise<string | void>;
  /** Steps with the same group name that follow each other run at the same time. */
  group?: string;
}

/** A failure the user can act on: what failed, where its log is, what to do about it. */
export class StepError extends Error {
  readonly what: string;
  readonly log?: string;
  readonly todo: string;

  constructor(failure: { what: string; log?: string; todo: string }, options?: ErrorOptions) {
    super(failure.what, options);
    this.name = "StepError";
    this.what = failure.what;
    this.log = failure.log;
    this.todo = failure.todo;
  }
}

/** The complete message for an error: what failed, the last lines of its log, what to do. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof StepError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const log = error.log ? [`Last lines of ${error.log}:`, ...lastLines(error.log, 20).map((line) => `  ${line}`)] : [];
  return [`Failed: ${error.what}`, ...log, `What to do: ${error.todo}`].join("\n");
}

/** The last lines of a log file, empty ones left out. */
export function lastLines(path: string, count: number): string[] {
  try {
    return readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .slice(-count);
  } catch {
    return ["(no log was written)"];
  }
}

/** "3.2 s" or "4 min 07 s". */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/**
 * Runs the steps one after the other (groups at the same time) and shows each with its duration. Stops at the first
 * failure and throws it; whoever runs the command prints it once, with `runCommand`.
 */
export async function runSteps(title: string, steps: Step[]): Promise<void> {
  const started = Date.now();
  process.stdout.write(`${title}\n`);
  await new Listr(toTasks(steps), {
    renderer: "default",
    fallbackRenderer: "simple",
    rendererOptions: { collapseErrors: false, showErrorMessage: false, collapseSubtasks: false },
    fallbackRendererOptions: { timestamp: undefined },
  }).run();
  process.stdout.write(`${title}: done in ${formatDuration(Date.now() - started)}\n`);
}

/** Runs a command's main function; a failure is printed once and makes the exit code 1. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`\n${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}

function toTasks(steps: Step[]): ListrTask[] {
  const tasks: ListrTask[] = [];
  for (let i = 0; i < steps.length;) {
    const { group } = steps[i];
    let end = i + 1;
    while (group !== undefined && end < steps.length && steps[end].group === group) end++;
    const members = steps.slice(i, end);
    tasks.push(
      members.length === 1
        ? toTask(members[0])
        : {
            title: group,
            task: (_, task) =>
              task.newListr(members.map(toTask), { concurrent: true, rendererOptions: { collapseSubtasks: false } }),
          },
    );
    i = end;
  }
  return tasks;
}

function toTask(step: Step): ListrTask {
  return {
    title: step.title,
    task: async (_, task) => {
      const started = Date.now();
      try {
        const result = await step.run((message) => (task.output = message));
        task.title = `${step.title}${result ? `: ${result}` : ""} (${formatDuration(Date.now() - started)})`;
      } catch (error) {
        task.title = `${step.title}: failed after ${formatDuration(Date.now() - started)}`;
        throw error;
      }
    },
  };
}
