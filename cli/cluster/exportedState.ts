import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { OperationError } from "../../operations/errors";
import type { ExportedState } from "./stackState";

/** States of large stacks have tens of MiB. */
const MOST_BYTES = 1024 ** 3;

/** A stack as the user's own Pulumi CLI and login know it. Secrets stay encrypted. */
export interface StackName {
  readonly name: string;
  /** Folder of the Pulumi project; the working directory by default. */
  readonly directory?: string;
}

/** Reads the state of a stack with `pulumi stack export`. */
export async function exportState({ name, directory }: StackName): Promise<ExportedState> {
  const args = ["stack", "export", "--stack", name, "--non-interactive", "--color", "never"];
  if (directory !== undefined) args.push("--cwd", directory);
  const { stdout } = await promisify(execFile)("pulumi", args, { maxBuffer: MOST_BYTES }).catch(
    (error: NodeJS.ErrnoException & { stderr?: string }) => {
      throw failure(name, error);
    },
  );
  return JSON.parse(stdout) as ExportedState;
}

function failure(stack: string, error: NodeJS.ErrnoException & { stderr?: string }): OperationError {
  if (error.code === "ENOENT")
    return new OperationError(
      {
        what: "there is no pulumi on PATH",
        todo: "Install the Pulumi CLI, or name the cluster by --context, --namespace and --cluster-id.",
      },
      { cause: error },
    );
  return new OperationError(
    {
      what: `pulumi stack export of stack ${stack} failed: ${error.stderr?.trim() || error.message}`,
      todo: "Name an existing stack of the project in this folder or in --cwd, and log in to where its state is.",
    },
    { cause: error },
  );
}
