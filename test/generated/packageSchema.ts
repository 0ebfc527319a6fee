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
  /** Outputs. */
  readonly properties: Properties;
}

const TYPES = schema.types as unknown as Record<string, { readonly properties: Properties } | Enum>;

/** The components by name. */
export const COMPONENTS = Object.entries(schema.resources as unknown as Record<string, Component>).map(
  ([token, component]) => ({ name: nameOf(token), ...component }),
);

/** The enums by name. */
export const ENUMS = Object.entries(TYPES).flatMap(([token, type]) =>
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
  const type = TYPES[`flink:index:${name}`];
  return type && "properties" in type ? type.properties : undefined;
}

function nameOf(token: string): string {
  return token.split(":").at(-1)!;
}
