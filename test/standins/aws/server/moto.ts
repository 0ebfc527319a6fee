import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { artifact, ensure } from "../../../../toolchain/artifacts";

/** A running moto server, with nothing in it. */
export interface Moto {
  port: number;
  stop(): Promise<void>;
}

/** The account that everything in moto belongs to. */
export const MOTO_ACCOUNT = "123456789012";

/** Starts moto on a free port of loopback; what it holds is in memory and ends with it. */
export async function startMoto(): Promise<Moto> {
  await ensure(["moto"], () => undefined);
  const python = artifact("moto").bin("python");
  const child = spawn(python, [join(__dirname, "moto_without_policies.py"), "--host", "127.0.0.1", "--port", "0"], {
    // Compiled files beside the sources would be damage to the artifact.
    env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1", PYTHONUNBUFFERED: "1", NO_COLOR: "1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  const said: string[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`moto ended with ${code}:\n${said.join("\n")}`)));
    createInterface(child.stderr).on("line", (line) => {
      // Each request is a line; only what moto says until it listens is worth keeping.
      if (said.length < 100) said.push(line);
      const listening = /Running on http:\/\/127\.0\.0\.1:(\d+)/.exec(line);
      if (listening) resolve(Number(listening[1]));
    });
  });
  const stop = async () => {
    process.off("exit", end);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, "exit");
  };
  return { port, stop };
}
