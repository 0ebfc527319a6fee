import { parseArgs } from "node:util";

/** Options that the commands on stacks share. */
export interface StackOptions {
  /** Context of an existing cluster in the user's kubeconfig; without it the sandbox is used. */
  readonly context?: string;
  /** Name of the stack. */
  readonly stack: string;
}

/** Reads `--context NAME` and `--stack NAME`; anything else is refused. */
export function stackOptions(argv: string[]): StackOptions {
  const { values } = parseArgs({
    args: argv,
    options: { context: { type: "string" }, stack: { type: "string" } },
    strict: true,
  });
  return {
    context: values.context,
    stack: values.stack ?? (values.context === undefined ? "dev" : values.context.replace(/[^\w.-]/g, "-")),
  };
}
