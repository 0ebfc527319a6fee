import { isUnknown } from "../plugin/values";
import type { ObjectShape, Shape } from "./shapes";

/** Something wrong with an input. */
export interface Failure {
  /** Path of the property: `rules[0].status`. */
  property: string;
  reason: string;
}

/** Compares inputs with what the package declares; what is unknown yet may become anything. */
export function checkObject(value: Record<string, unknown>, shape: ObjectShape, path = ""): Failure[] {
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const missing = shape.required.filter((name) => value[name] === undefined || value[name] === null);
  return [
    ...missing.map((name) => ({ property: at(name), reason: "is required and missing" })),
    ...Object.entries(value).flatMap(([name, item]) => {
      if (item === undefined || item === null) return [];
      if (!Object.hasOwn(shape.object, name))
        return [{ property: at(name), reason: `is not among its inputs: ${Object.keys(shape.object).join(", ")}` }];
      return checkValue(item, shape.object[name], at(name));
    }),
  ];
}

function checkValue(value: unknown, shape: Shape, path: string): Failure[] {
  if (isUnknown(value) || shape === "any") return [];
  if (typeof shape === "string")
    return typeof value === shape ? [] : [{ property: path, reason: `is ${kindOf(value)}, must be ${article(shape)}` }];
  if ("oneOf" in shape) {
    const attempts = shape.oneOf.map((each) => checkValue(value, each, path));
    // The alternative of the same kind says best what is wrong: a document with a bad statement is no bad string.
    return (
      attempts.find((failures) => failures.length === 0) ??
      attempts.find((failures) => failures.every(({ property }) => property !== path)) ??
      attempts[0]
    );
  }
  if ("list" in shape) {
    if (!Array.isArray(value)) return [{ property: path, reason: `is ${kindOf(value)}, must be a list` }];
    return value.flatMap((item, index) => checkValue(item, shape.list, `${path}[${index}]`));
  }
  if (!isObject(value)) return [{ property: path, reason: `is ${kindOf(value)}, must be an object` }];
  if ("map" in shape)
    return Object.entries(value).flatMap(([key, item]) =>
      checkValue(item, shape.map, `${path}[${JSON.stringify(key)}]`),
    );
  return checkObject(value, shape, path);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const kindOf = (value: unknown) => (Array.isArray(value) ? "a list" : article(value === null ? "null" : typeof value));
const article = (kind: string) => (kind === "null" ? kind : `${kind === "object" ? "an" : "a"} ${kind}`);
