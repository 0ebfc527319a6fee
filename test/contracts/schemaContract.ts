import { nameOf, type PackageSchema, type Properties, type Type } from "../generated/packageSchema";
import type { Entries } from "./contracts";

/** Types by the names they have in programs: `FlinkClusterArgs.job`, `FlinkCluster.restUrl`, `LogLevel.Info`. */
export function schemaContract({ resources, types }: PackageSchema): Entries {
  const components = Object.entries(resources).flatMap(([token, component]) => {
    const name = nameOf(token);
    return [
      [name, `component ${token}`],
      ...properties(name, component.properties, component.required, ""),
      [`${name}Args`, `arguments of ${name}`],
      ...properties(`${name}Args`, component.inputProperties, component.requiredInputs, ", required"),
    ];
  });
  const others = Object.entries(types).flatMap(([token, type]) => {
    const name = nameOf(token);
    if ("enum" in type) return [[name, "enum"], ...type.enum.map((member) => [`${name}.${member.name}`, member.value])];
    const mark = name.endsWith("Args") ? ", required" : "";
    return [[name, "group"], ...properties(name, type.properties, type.required, mark)];
  });
  return Object.fromEntries([...components, ...others]);
}

/** Types of properties; arguments that are required say so, of outputs those that may be missing. */
function properties(parent: string, of: Properties, required: readonly string[], mark: ", required" | ""): string[][] {
  return Object.entries(of).map(([name, property]) => {
    const presence = required.includes(name) ? mark : ", optional";
    return [`${parent}.${name}`, `${typeName(property)}${presence}${property.plain ? ", plain" : ""}`];
  });
}

function typeName({ type, $ref, items, additionalProperties }: Type): string {
  if ($ref !== undefined) return nameOf($ref);
  if (items) return `list of ${typeName(items)}`;
  if (additionalProperties) return `map of ${typeName(additionalProperties)}`;
  return type!;
}
