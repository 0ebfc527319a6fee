import { nameOf, type PackageSchema, type Properties, reference, type Type } from "../generated/packageSchema";
import type { Entries } from "./contracts";

/**
 * Types of arguments by the paths that errors name, of outputs, and values of enums: `FlinkCluster.job.parallelism`,
 * `output FlinkCluster.restUrl`, `LogLevel.Info`.
 */
export function schemaContract({ resources, types }: PackageSchema): Entries {
  const entries: Record<string, string> = {};

  /** Adds properties and what is in them; a type that has itself in it is followed once. */
  function add(parent: string, of: Properties, required: readonly string[], above: readonly string[] = []): void {
    for (const [key, property] of Object.entries(of)) {
      const path = `${parent}.${key}`;
      const presence = required.includes(key) ? "required" : "optional";
      entries[path] = `${typeName(property)}, ${presence}${property.plain ? ", plain" : ""}`;
      const name = reference(property);
      const group = Object.entries(types).find(([token]) => nameOf(token) === name)?.[1];
      if (name === undefined || group === undefined || "enum" in group || above.includes(name)) continue;
      add(path, group.properties, group.required, [...above, name]);
    }
  }

  for (const [token, { inputProperties, requiredInputs, properties, required }] of Object.entries(resources)) {
    entries[nameOf(token)] = `component ${token}`;
    add(nameOf(token), inputProperties, requiredInputs);
    add(`output ${nameOf(token)}`, properties, required);
  }
  for (const [token, type] of Object.entries(types))
    if ("enum" in type) for (const { name, value } of type.enum) entries[`${nameOf(token)}.${name}`] = value;
  return entries;
}

function typeName({ type, $ref, items, additionalProperties }: Type): string {
  if ($ref !== undefined) return nameOf($ref);
  if (items) return `list of ${typeName(items)}`;
  if (additionalProperties) return `map of ${typeName(additionalProperties)}`;
  return type!;
}
