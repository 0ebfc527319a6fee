import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { down, logFile, reset, sandbox, status, up } from "../sandbox/client";
import { recordedNames } from "../sandbox/processes";
import { formatDuration, StepError } from "../toolchain/steps";
import { runCommand } from "./lib/runCommand";

const USAGE = `npm run sandbox -- COMMAND
  up                 start the node, or what of it does not run
  status             show its processes, node and images
  logs [PROCESS]     print the last lines of the logs, or follow one process's
  down               end it; cluster, images and S3 data stay
  reset              end it and delete all of its data`;

const print = (line: string) => void process.stdout.write(`${line}\n`);

const commands: Record<string, (...args: string[]) => Promise<void>> = {
  up: async () => {
    await timed("up", () => up(print));
    const { kubeconfig, context, s3 } = sandbox();
    print(`kubeconfig ${kubeconfig} (context ${context})\nS3 store   ${s3.endpoint}, bucket ${s3.bucket}`);
  },
  down: () => timed("down", () => down(print)),
  reset: () => timed("deleted", () => reset(print)),
  status: showStatus,
  logs: showLogs,
};

void runCommand(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (!command || !(command in commands)) {
    print(USAGE);
    process.exitCode = 2;
    return;
  }
  await commands[command](...args);
});

async function timed(done: string, action: () => Promise<void>): Promise<void> {
  const began = Date.now();
  await action();
  print(`Sandbox ${done} (${formatDuration(Date.now() - began)})`);
}

async function showStatus(): Promise<void> {
  const { processes, notReady, images } = await status();
  if (processes.length === 0) {
    print("The sandbox is down. Start it: npm run sandbox -- up");
    process.exitCode = 1;
    return;
  }
  for (const { name, state, record, since } of processes) {
    const what = since
      ? `pid ${record.pid}, since ${since.toISOString()}`
      : `was pid ${record.pid}; log ${logFile(name)}`;
    print(`${name.padEnd(24)} ${state.padEnd(8)} ${what}`);
  }
  for (const [name, digest] of Object.entries(images)) print(`image ${name} ${digest}`);
  print(notReady ? `The node is not ready: ${notReady}` : "The node is ready");
  if (notReady || processes.some(({ state }) => state === "died")) process.exitCode = 1;
}

async function showLogs(name?: string): Promise<void> {
  const files = (name ? [name] : recordedNames()).map(logFile).filter((file) => existsSync(file));
  if (files.length === 0) {
    throw new StepError({
      what: name ? `there is no log of ${name}` : "there are no logs: the sandbox is down",
      todo: `Processes: ${recordedNames().join(", ") || "none"}`,
    });
  }
  spawnSync("tail", [name ? "--lines=200" : "--lines=20", ...(name ? ["--follow"] : []), ...files], {
    stdio: "inherit",
  });
}
