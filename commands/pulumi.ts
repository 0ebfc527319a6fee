import { execa } from "execa";
import { ensurePulumi } from "../toolchain/pulumi";
import { runCommand } from "./lib/runCommand";
import { stackOf } from "./stack/stack";

/** `npm run pulumi -- ARGS`: the Pulumi CLI as the other commands use it, for stack dev unless another is named. */
void runCommand(async () => {
  const args = process.argv.slice(2);
  const at = args.indexOf("--context");
  const [, context] = at < 0 ? [] : args.splice(at, 2);
  const named = args.findIndex((arg) => arg === "--stack" || arg === "-s");
  const stack = stackOf({ context, stack: named < 0 ? "dev" : args[named + 1] });
  await ensurePulumi(() => {});
  const takesStack =
    named < 0 &&
    !["login", "logout", "version", "about", "plugin", "package", "whoami"].includes(args[0] ?? "") &&
    args[1] !== "ls";
  const result = await execa("pulumi", takesStack ? [...args, "--stack", stack.name] : args, {
    cwd: stack.directory,
    env: stack.env,
    extendEnv: false,
    stdio: "inherit",
    reject: false,
  });
  process.exitCode = result.exitCode ?? 1;
});
