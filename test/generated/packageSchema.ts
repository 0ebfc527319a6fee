import schema from "../../components/schema.json";

/** A type of a property in the package schema. */
export interface Type {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Type;
  readonly additionalProperties?: Type;
}

export interface Property extends Type {
  readonly description: string;
  readonly optional?: boolean;
  /** Takes no Outputs. */
  readonly plain?: boolean;
}

export type Properties = Record<string, Property>;

export interface Enum {
  readonly enum: { readonly name: string; readonly value: string; readonly description?: string }[];
}

export interface Component {
  readonly description: string;
  readonly inputProperties: Properties;
  readonly requiredInputs: readonly string[];
  /** Outputs. */
  readonly properties: Properties;
  readonly required: readonly string[];
}

export interface Group {
  readonly properties: Properties;
  readonly required: readonly string[];
}

/** The part of the package schema that is about components. */
export interface PackageSchema {
  readonly resources: Readonly<Record<string, Component>>;
  readonly types: Readonly<Record<string, Group | Enum>>;
}

/** What is committed. */
export const SCHEMA = schema as unknown as PackageSchema;

/** The components by name. */
export const COMPONENTS = Object.entries(SCHEMA.resources).map(([token, component]) => ({
  name: nameOf(token),
  ...component,
}));

/** The enums by name. */
export const ENUMS = Object.entries(SCHEMA.types).flatMap(([token, type]) =>
  "enum" in type ? [{ name: nameOf(token), values: type.enum }] : [],
);

/** Name of the type that a property, each of its items or each of its values refers to. */
export function reference({ $ref, items, additionalProperties }: Type): string | undefined {
  if ($ref !== undefined) return nameOf($ref);
  const inner = items ?? additionalProperties;
  return inner && reference(inner);
}

/** Properties of a type, if it is a group of them. */
export function group(name: string | undefined): Properties | undefined {
  const type = SCHEMA.types[`flink:index:${name}`];
  return type && "properties" in type ? type.properties : undefined;
}

/** An optional argument of a component, by its path. */
export interface OptionalArgument {
  readonly path: string;
  readonly property: Property;
}

/** Every optional argument of every component. */
export const OPTIONAL_ARGUMENTS = COMPONENTS.flatMap(({ name, inputProperties }) => optional(inputProperties, name));

function optional(properties: Properties, parent: string): OptionalArgument[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = `${parent}.${name}`;
    const below = optional(group(reference(property)) ?? {}, path);
    return property.optional ? [{ path, property }, ...below] : below;
  });
}

/** `flink:index:LogLevel` and `#/types/flink:index:LogLevel` as `LogLevel`. */
export function nameOf(token: string): string {
  return token.split(":").at(-1)!;
}
