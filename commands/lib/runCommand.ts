import { OperationError } from "../../operations/errors";
import { runCommand as run, StepError } from "../../toolchain/steps";

/** Runs a command's main function; a failure is printed once, with what to do, and makes the exit code 1. */
export function runCommand(main: () => Promise<void>): Promise<void> {
  return run(() =>
    main().catch((error: unknown) => {
      throw asStepError(error);
    }),
  );
}

/** What operations/ could not do, as the failure of a step; any other error stays what it is. */
export function asStepError(error: unknown): unknown {
  return error instanceof OperationError ? new StepError(error, { cause: error }) : error;
}
