#!/usr/bin/env node
import { endWith } from "./engine";
import { provider } from "./provider";
import { serve } from "./serve";
import { catchStrays } from "./strays";

/**
 * The resource plugin `flink` as the engine starts it: the last argument is the engine's address, the first line on
 * stdout the port on which the plugin serves Pulumi's provider protocol.
 */
async function main(): Promise<void> {
  const engine = engineAddress(process.argv.slice(2));
  catchStrays();
  if (engine !== undefined) endWith(engine);
  process.stdout.write(`${await serve(provider(engine))}\n`);
}

/** Flags of logging and tracing come first. Without an address the plugin was started by hand, for a debugger. */
function engineAddress(args: string[]): string | undefined {
  const last = args.at(-1);
  return last === undefined || last.startsWith("-") || args.at(-2) === "--tracing" ? undefined : last;
}

void main();
