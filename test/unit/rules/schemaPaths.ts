import schema from "../../../components/schema.json";
import { propertyPath } from "../../../components/validation/known";
import type { ComponentName } from "../../../components/validation/shape";

interface TypeSpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
}

interface ObjectSpec {
  readonly properties?: Record<string, TypeSpec>;
  readonly required?: string[];
  readonly enum?: { readonly value: unknown }[];
}

/** An argument of a component: its property path, and values that it can have. */
export interface SchemaPath {
  readonly path: string;
  readonly values: unknown[];
}

const types = schema.types as Record<string, ObjectSpec>;

/** Every argument of a component by the package schema, objects and what is in them. */
export function schemaPaths(component: ComponentName): SchemaPath[] {
  return pathsBelow("", { properties: schema.resources[`flink:index:${component}`].inputProperties });
}

function pathsBelow(parent: string, { properties = {} }: ObjectSpec): SchemaPath[] {
  return Object.entries(properties).flatMap(([key, spec]) => {
    const path = propertyPath(parent, key);
    return [{ path, values: valuesOf(spec) }, ...pathsBelow(path, typeOf(spec))];
  });
}

function typeOf({ $ref }: TypeSpec): ObjectSpec {
  return $ref === undefined ? {} : types[$ref.replace("#/types/", "")];
}

function valuesOf(spec: TypeSpec): unknown[] {
  const { properties = {}, required = [], enum: members } = typeOf(spec);
  if (members) return members.map(({ value }) => value);
  if (spec.$ref !== undefined) return [Object.fromEntries(required.map((key) => [key, valuesOf(properties[key])[0]]))];
  if (spec.items) return [[valuesOf(spec.items)[0]]];
  if (spec.additionalProperties) return [{ "some.key": "text" }];
  const ofType: Record<string, unknown[]> = { string: ["one", "other"], number: [3, 5], boolean: [true, false] };
  return ofType[spec.type!];
}
