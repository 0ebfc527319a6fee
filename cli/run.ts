import { CommanderError, type Command } from "commander";
import { UsageError } from "./cluster/options";
import { failureText } from "./failureText";
import { program } from "./program";

/** Where a command's output goes. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** Runs the command that the arguments name, and returns the exit code. */
export async function run(args: string[], output: Output): Promise<number> {
  const root = program((text) => output.out(text));
  for (const command of all(root))
    command
      .exitOverride()
      .showHelpAfterError("(--help shows the options)")
      .configureOutput({ writeOut: (text) => output.out(text), writeErr: (text) => output.err(text) });
  try {
    await root.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    output.err(failureText(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

function all(command: Command): Command[] {
  return [command, ...command.commands.flatMap(all)];
}
