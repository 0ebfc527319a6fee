import schema from "../schema.json";
import { propertyPath, touches } from "./known";
import type { Problem } from "./problem";
import { shownValue } from "./sensitive";

/** A type as the package schema describes it. */
interface TypeSpec {
  type?: string;
  $ref?: string;
  items?: TypeSpec;
  additionalProperties?: TypeSpec;
}

interface ObjectSpec {
  properties?: Record<string, TypeSpec>;
  required?: string[];
  enum?: { value: unknown }[];
}

const types = schema.types as Record<string, ObjectSpec>;

/** A component of this package, by the last part of its token. */
export type ComponentName = "FlinkCluster" | "S3StateStorage";

/** What the comparison with the schema refuses, in a sentence for each id. */
export const SHAPE = {
  "shape.required": "An argument that is missing and has no default.",
  "shape.unknown-property": "A property that does not exist, such as a misspelt one.",
  "shape.type": "A value of another type than the argument's.",
  "shape.enum": "A value that is none of those that the argument can have.",
};

/** A problem with a shape. */
interface ShapeProblem extends Problem {
  rule: keyof typeof SHAPE;
}

/**
 * Compares arguments with the package schema: stack configuration and other languages bring values that no
 * compiler has seen, and a misspelt property would be dropped without a word.
 */
export function shapeProblems(component: ComponentName, args: unknown, unknown: string[]): ShapeProblem[] {
  const { inputProperties, requiredInputs } = schema.resources[`flink:index:${component}`];
  return objectProblems(args, { properties: inputProperties, required: requiredInputs }, "", unknown);
}

function objectProblems(value: unknown, spec: ObjectSpec, path: string, unknown: string[]): ShapeProblem[] {
  if (!isObject(value)) return [wrongType(path, value, "an object")];
  const properties = spec.properties ?? {};
  const missing = (spec.required ?? [])
    .filter((key) => value[key] === undefined && !touches(unknown, propertyPath(path, key)))
    .map((key) => missingProperty(propertyPath(path, key)));
  const wrong = Object.entries(value).flatMap(([key, item]) => {
    if (item === undefined) return [];
    const spec = Object.hasOwn(properties, key) ? properties[key] : undefined;
    return spec
      ? valueProblems(item, spec, propertyPath(path, key), unknown)
      : [unknownProperty(path, key, item, Object.keys(properties))];
  });
  return [...missing, ...wrong];
}

function valueProblems(value: unknown, spec: TypeSpec, path: string, unknown: string[]): ShapeProblem[] {
  if (spec.$ref !== undefined) {
    const target = types[spec.$ref.replace("#/types/", "")];
    return target.enum ? enumProblems(value, target.enum, path) : objectProblems(value, target, path, unknown);
  }
  if (spec.items) {
    if (!Array.isArray(value)) return [wrongType(path, value, "a list")];
    return value.flatMap((item, index) =>
      item === undefined ? [] : valueProblems(item, spec.items!, `${path}[${index}]`, unknown),
    );
  }
  if (spec.additionalProperties) {
    if (!isObject(value)) return [wrongType(path, value, "an object of strings")];
    return Object.entries(value).flatMap(([key, item]) =>
      item === undefined ? [] : valueProblems(item, spec.additionalProperties!, propertyPath(path, key), unknown),
    );
  }
  return typeof value === spec.type ? [] : [wrongType(path, value, `a ${spec.type}`)];
}

function enumProblems(value: unknown, members: { value: unknown }[], path: string): ShapeProblem[] {
  const allowed = members.map((member) => member.value);
  if (allowed.includes(value)) return [];
  return [
    {
      rule: "shape.enum",
      path,
      value,
      allowed: `one of ${allowed.join(", ")}`,
      fix: `Set ${path} to one of them, or leave it out.`,
    },
  ];
}

function missingProperty(path: string): ShapeProblem {
  return {
    rule: "shape.required",
    path,
    value: undefined,
    allowed: "a value; there is no default",
    fix: `Set ${path}.`,
  };
}

function unknownProperty(path: string, key: string, value: unknown, known: string[]): ShapeProblem {
  return {
    rule: "shape.unknown-property",
    path: propertyPath(path, key),
    value: shownValue(key, value),
    allowed: `one of ${[...known].sort().join(", ")}`,
    fix: "Correct the spelling of the property or remove it.",
  };
}

function wrongType(path: string, value: unknown, allowed: string): ShapeProblem {
  const quoted =
    allowed === "a string" && typeof value !== "object"
      ? `, for example ${JSON.stringify(`${value as number | boolean}`)}`
      : "";
  return {
    rule: "shape.type",
    path: path || "args",
    value,
    allowed,
    fix: `Give ${path || "the arguments"} as ${allowed}${quoted}.`,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
