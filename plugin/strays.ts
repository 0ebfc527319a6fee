/** How to fail each piece of work that runs now. */
const running = new Set<(error: unknown) => void>();

/**
 * Runs something and fails it with an error that nobody caught, in an `apply` for example. Whose it is cannot be told
 * from a stray error, so all that runs fails with it: the engine ends the deployment with the first failure anyway.
 */
export function failWithStray<T>(run: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    running.add(reject);
    run()
      .then(resolve, reject)
      .finally(() => running.delete(reject));
  });
}

/** Hands stray errors to what runs; with nothing running they end the process, as they would without this. */
export function catchStrays(): void {
  const fail = (error: unknown) => {
    if (running.size === 0) {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    }
    for (const reject of running) reject(error);
  };
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
}
