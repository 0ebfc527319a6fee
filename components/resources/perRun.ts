import * as pulumi from "@pulumi/pulumi";

const withoutEngine = {};

/**
 * A value for each run of a program: the engine's client is another in every run, and several may go on in one process,
 * one after the other or at once.
 */
export function perRun<T>(make: () => T): () => T {
  const values = new WeakMap<object, T>();
  return () => {
    const run = pulumi.runtime.getMonitor() ?? withoutEngine;
    if (!values.has(run)) values.set(run, make());
    return values.get(run)!;
  };
}
