import { execFile } from "node:child_process";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { StepError } from "../toolchain/steps";
import { logFile, running } from "./processes";

/** A condition that is waited for: undefined when it holds, else why it does not hold yet. */
export type Probe = () => Promise<string | undefined>;

/** Holds when a GET of the URL is answered with 200. */
export function answers(url: string, ca?: () => string | Buffer): Probe {
  return () =>
    new Promise((resolve) => {
      const options = { timeout: 2000, agent: false as const, ca: ca?.() };
      const request = (url.startsWith("https:") ? httpsRequest : httpRequest)(url, options, (response) => {
        let body = "";
        response.on("data", (chunk) => (body += chunk));
        response.on("end", () =>
          resolve(
            response.statusCode === 200
              ? undefined
              : `${url} answers ${response.statusCode}: ${body.trim().slice(0, 500)}`,
          ),
        );
        response.on("error", (error) => resolve(`${url}: ${error.message}`));
      });
      request.on("timeout", () => request.destroy(new Error("no answer within 2 s")));
      request.on("error", (error) => resolve(`${url}: ${error.message}`));
      request.end();
    });
}

/** Holds when the command ends with 0. */
export function succeeds(file: string, args: string[]): Probe {
  return async () => {
    try {
      await promisify(execFile)(file, args, { timeout: 5000 });
      return undefined;
    } catch (error) {
      return (error as Error).message.trim();
    }
  };
}

/**
 * Waits until the probe holds. Ends early when the process died, because then it never will. The step between two
 * tries is short: a probe costs less than a late start.
 */
export async function waitForProbe(
  what: string,
  probe: Probe,
  options: { seconds: number; processName?: string; todo: string },
): Promise<void> {
  const { seconds, processName, todo } = options;
  const log = processName && logFile(processName);
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const alive = !processName || running(processName) !== undefined;
    const missing = await probe();
    if (missing === undefined) return;
    if (!alive && !running(processName))
      throw new StepError({ what: `${processName} ended while it started`, todo, log });
    if (Date.now() > deadline)
      throw new StepError({ what: `${what} within ${seconds} s: not reached; ${missing}`, todo, log });
    await delay(100);
  }
}
