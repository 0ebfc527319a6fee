import { StepError } from "../toolchain/steps";

/** An error of the sandbox for the user: what failed, what to do, and the log that tells more. */
export class SandboxError extends StepError {
  constructor(what: string, todo: string, log?: string) {
    super({ what, todo, log });
    this.name = "SandboxError";
  }
}
