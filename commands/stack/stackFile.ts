import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { StepError } from "../../toolchain/steps";
import type { Stack } from "./stack";

/** The stack's own configuration file. */
export function stackFile(stack: Pick<Stack, "directory" | "name">): string {
  return join(stack.directory, "stacks", `Pulumi.${stack.name}.yaml`);
}

/** Reads a value of the stack's configuration file by path below `config`. */
export function stackConfig(stack: Stack, path: string[]): unknown {
  if (!existsSync(stackFile(stack))) return undefined;
  return parseDocument(readFileSync(stackFile(stack), "utf8")).getIn(["config", ...path]);
}

/** What becomes of the state in the storage at `npm run destroy`. */
export function stateOnDestroy(stack: Stack): "keep" | "delete" {
  const value = stackConfig(stack, ["pulumi-flink:stateOnDestroy"]) ?? "keep";
  if (value === "keep" || value === "delete") return value;
  throw new StepError({
    what: `pulumi-flink:stateOnDestroy is ${JSON.stringify(value)}`,
    todo: `Set it to keep or delete in ${stackFile(stack)}.`,
  });
}
