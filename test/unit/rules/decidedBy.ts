import { isDeepStrictEqual } from "node:util";
import { propertyPath } from "../../../components/validation/known";
import { shapeProblems } from "../../../components/validation/shape";
import type { Validation } from "../../../components/validation/validation";
import { schemaPaths } from "./schemaPaths";

/** The arguments that decide each property of what rules look at. */
export type Decisions = Map<string, Set<string>>;

/**
 * Finds by trying which arguments decide the properties of a subject: each argument is removed and changed in each of
 * the given arguments, and what differs then depends on it.
 */
export function decidedBy<S extends object>(validation: Validation<S>, given: object[]): Decisions {
  const decisions: Decisions = new Map();
  const computed = (args: object) => ({ ...validation.subject("demo", args as never, []), args: undefined });
  const paths = schemaPaths(validation.component);
  for (const args of given) {
    const subject = computed(args);
    for (const { path, values } of paths) {
      for (const value of [undefined, ...values]) {
        const changed = withValue(args, path.split("."), value);
        // What is left out is unknown rather than missing.
        if (shapeProblems(validation.component, changed, value === undefined ? [path] : []).length > 0) continue;
        for (const property of differences(subject, computed(changed), "")) {
          if (!decisions.has(property)) decisions.set(property, new Set());
          decisions.get(property)!.add(path);
        }
      }
    }
  }
  return decisions;
}

/** The same arguments with another value at a path, if there is something that it is in. */
function withValue(args: object, [key, ...rest]: string[], value: unknown): object {
  const current = (args as Record<string, unknown>)[key];
  if (rest.length > 0 && current === undefined) return args;
  return { ...args, [key]: rest.length > 0 ? withValue(current as object, rest, value) : value };
}

function differences(one: unknown, other: unknown, path: string): string[] {
  if (isDeepStrictEqual(one, other)) return [];
  if (!isPlain(one) || !isPlain(other)) return [path];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => differences(one[key], other[key], propertyPath(path, key)));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
