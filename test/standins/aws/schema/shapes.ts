/** What a value of a package's input may be. */
export type Shape =
  "string" | "number" | "boolean" | "any" | { list: Shape } | { map: Shape } | { oneOf: Shape[] } | ObjectShape;

/** A value with named properties. */
export interface ObjectShape {
  object: Record<string, Shape>;
  required: string[];
}

/** A resource type or a function of the package @pulumi/aws. */
export interface TypeSchema {
  inputs: ObjectShape;
  /** Names of the properties it has once it exists. */
  outputs: string[];
}

/** Types by token, `aws:s3/bucket:Bucket`. */
export type Schema = Record<string, TypeSchema>;
