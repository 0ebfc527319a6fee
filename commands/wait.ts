import pRetry from "p-retry";
import { StepError } from "../toolchain/steps";

/** A condition, how long it may take, and what to do when it does not come. */
export interface Condition<T> {
  /** What is waited for, as part of a sentence: "the job to run". */
  readonly what: string;
  readonly seconds: number;
  readonly todo: string;
  /** The awaited value, or undefined while it is not there; errors count as "not there yet". */
  readonly look: () => Promise<T | undefined>;
}

/** Looks every half second until the condition holds; tells the last error when it never does. */
export async function waitFor<T>(condition: Condition<T>): Promise<T> {
  const retries = condition.seconds * 2;
  try {
    return await pRetry(
      async () => {
        const found = await condition.look();
        if (found === undefined) throw new Error("not there yet");
        return found;
      },
      { retries, minTimeout: 500, factor: 1, maxRetryTime: condition.seconds * 1000 },
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StepError({ what: `waited ${condition.seconds} s for ${condition.what}: ${reason}`, todo: condition.todo });
  }
}
