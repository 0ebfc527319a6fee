import { describe, type Example } from "./description";
import {
  COMPONENTS,
  type Component,
  ENUMS,
  group,
  type Properties,
  type Property,
  reference,
  type Type,
} from "./packageSchema";

/** docs/arguments.md: every argument and output of the components as the package schema has them. */
export function argumentsPage(): string {
  const seen = new Set<string>();
  const sections = COMPONENTS.map((component) => componentSection(component, seen));
  return `${[
    "<!-- Written by `npm run generate` from the documentation in components/arguments/. -->",
    "# Arguments",
    "Every argument and output. [cluster.md](cluster.md) and [storage-aws.md](storage-aws.md) explain them in prose, " +
      "[rules.md](rules.md) lists what is refused.",
    "Arguments in **bold** are required. _Plain_ ones take no Outputs " +
      "([why](cluster.md#arguments-that-must-be-plain-values)). Programs add `Args` to the name of a group " +
      "(`FlinkJobArgs`) and name a value of an enum (`LogLevel.Info`); YAML writes the value (`INFO`).",
    sections.map(({ contents }) => contents).join("\n"),
    ...sections.flatMap(({ parts }) => parts),
    "## Enums",
    ...ENUMS.flatMap(({ name, values }) => [
      `### ${name}`,
      table(
        ["name", "value", ""],
        values.map((one) => [code(one.name), code(one.value), describe(one.description ?? "").text]),
      ),
    ]),
  ].join("\n\n")}\n`;
}

interface Section {
  /** Entry of the table of contents. */
  readonly contents: string;
  readonly parts: string[];
}

/** A component: its arguments, a section for each group of them that no earlier section had, and its outputs. */
function componentSection(
  { name, description, inputProperties, properties }: Component & { name: string },
  seen: Set<string>,
): Section {
  const inputs = groupsIn(inputProperties, seen);
  const results = groupsIn(properties, seen);
  const links = inputs.map((each) => `[${each.path}](${anchor(each.name)})`).join(", ");
  return {
    contents: `- [${name}](${anchor(name)}): ${links}; [outputs](${anchor(`Outputs of ${name}`)})`,
    parts: [
      `## ${name}`,
      describe(description).text,
      argumentTable(inputProperties),
      ...ungroupedExamples(inputProperties),
      ...inputs.flatMap((each) => [
        `### ${each.name}`,
        `Type of \`${each.path}\`. ${describe(each.property.description).text}`,
        ...examples(describe(each.property.description).examples),
        argumentTable(each.properties),
        ...ungroupedExamples(each.properties),
      ]),
      `### Outputs of ${name}`,
      outputTable(properties),
      ...results.flatMap((each) => [`#### ${each.name}`, `Type of \`${each.path}\`.`, outputTable(each.properties)]),
    ],
  };
}

interface Group {
  readonly name: string;
  readonly properties: Properties;
  /** The first property that has it. */
  readonly path: string;
  readonly property: Property;
}

/** The groups that properties refer to, and those that these refer to, each once. */
function groupsIn(properties: Properties, seen: Set<string>, parent = ""): Group[] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const name = reference(property);
    const inner = group(name);
    if (name === undefined || inner === undefined || seen.has(name)) return [];
    seen.add(name);
    const path = `${parent}${key}`;
    return [{ name, properties: inner, path, property }, ...groupsIn(inner, seen, `${path}.`)];
  });
}

function argumentTable(properties: Properties): string {
  const described = Object.entries(properties).map(([name, property]) => ({
    name,
    property,
    ...describe(property.description),
  }));
  const withKeys = described.some(({ flinkKey }) => flinkKey !== undefined);
  const rows = described.map(({ name, property, text, flinkKey = "", default: byDefault = "" }) => [
    property.optional ? code(name) : `**${code(name)}**`,
    `${typeName(property)}${property.plain ? ", _plain_" : ""}`,
    property.optional ? byDefault : "required",
    ...(withKeys ? [flinkKey] : []),
    text,
  ]);
  return table(["argument", "type", "default", ...(withKeys ? ["Flink key or option"] : []), ""], rows);
}

function outputTable(properties: Properties): string {
  return table(
    ["output", "type", ""],
    Object.entries(properties).map(([key, property]) => [
      code(key),
      typeName(property),
      describe(property.description).text,
    ]),
  );
}

/** Examples of properties that have no section. */
function ungroupedExamples(properties: Properties): string[] {
  return Object.values(properties)
    .filter((property) => group(reference(property)) === undefined)
    .flatMap(({ description }) => examples(describe(description).examples));
}

function examples(given: readonly Example[]): string[] {
  return given.flatMap(({ lead, block }) => (lead === undefined ? [block] : [lead, block]));
}

function typeName(type: Type): string {
  const inner = type.items ?? type.additionalProperties;
  if (inner) return `${type.items ? "list" : "map"} of ${typeName(inner)}${inner.$ref ? "" : "s"}`;
  const name = reference(type);
  return name === undefined ? type.type! : `[${name}](${anchor(name)})`;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function anchor(heading: string): string {
  return `#${heading.toLowerCase().replaceAll(" ", "-")}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
