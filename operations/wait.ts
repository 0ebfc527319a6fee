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
  /** Time between two looks. Defaults to 500 ms. */
  readonly everyMs?: number;
}

/** Looks until the condition holds; tells the last error when it never does. */
export async function waitFor<T>(condition: Condition<T>): Promise<T> {
  const everyMs = condition.everyMs ?? 500;
  const retries = Math.ceil((condition.seconds * 1000) / everyMs);
  try {
    return await pRetry(
      async () => {
        const found = await condition.look();
        if (found === undefined) throw new Error("not there yet");
        return found;
      },
      { retries, minTimeout: everyMs, factor: 1, maxRetryTime: condition.seconds * 1000 },
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StepError({
      what: `waited ${condition.seconds} s for ${condition.what}: ${reason}`,
      todo: condition.todo,
    });
  }
}
