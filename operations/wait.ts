import pRetry from "p-retry";
import { OperationError } from "./errors";

/** A condition, how long it may take, and what to do when it does not come. */
export interface Condition<T> {
  /** What is waited for, as part of a sentence: "the job to run". */
  readonly what: string;
  readonly seconds: number;
  readonly todo: string;
  /** The awaited value, or undefined while it is not there. Errors mean "not there yet", an OperationError "never". */
  readonly look: () => Promise<T | undefined>;
  /** Time between two looks. Defaults to 500 ms. */
  readonly everyMs?: number;
}

/** Looks until the condition holds; tells the last error when it never does. */
export async function waitFor<T>({ what, seconds, todo, look, everyMs = 500 }: Condition<T>): Promise<T> {
  try {
    return await pRetry(() => found(look), {
      retries: Math.ceil((seconds * 1000) / everyMs),
      minTimeout: everyMs,
      factor: 1,
      maxRetryTime: seconds * 1000,
      shouldRetry: ({ error }) => !(error instanceof OperationError),
    });
  } catch (error) {
    if (error instanceof OperationError) throw error;
    throw new OperationError(
      { what: `waited ${seconds} s for ${what}: ${(error as Error).message}`, todo },
      { cause: error },
    );
  }
}

async function found<T>(look: () => Promise<T | undefined>): Promise<T> {
  const value = await look().catch((error: unknown) => {
    // The library would take a TypeError, such as that of a field that is not there yet, for the end.
    throw error instanceof TypeError ? new Error(error.message, { cause: error }) : error;
  });
  if (value === undefined) throw new Error("not there yet");
  return value;
}
