import { stringify } from "yaml";
import { group, type Properties, COMPONENTS, reference, type Property } from "../../generated/packageSchema";
import { holds, Marked, type Value } from "./values";

/** A component of the package with its arguments, as a program declares it. */
export interface Declared {
  readonly component: "FlinkCluster" | "S3StateStorage";
  readonly args: Record<string, Value>;
}

/** Files of a program by their names. */
export type Program = Record<string, string>;

/** Name of the component, the stack's configuration that programs read, and a resource whose id is unknown at preview. */
const NAME = "orders";
export const CONFIGURED = "given";
const SOURCE = { type: "kubernetes:core/v1:ConfigMap", metadata: { name: "source" } };

/** The same program in each language. */
export const PROGRAMS: Record<"TypeScript" | "YAML" | "Python", (declared: Declared) => Program> = {
  TypeScript: ({ component, args }) => ({
    "Pulumi.yaml": stringify({ name: NAME, runtime: "nodejs", main: "index.ts" }),
    "package.json": "{}",
    "tsconfig.json": JSON.stringify({ compilerOptions: { module: "nodenext", moduleResolution: "nodenext" } }),
    "index.ts": [
      'import * as pulumi from "@pulumi/pulumi";',
      `import { ${component} } from "@pulumi-flink/flink";`,
      ...(holds(args, "unknown")
        ? [
            `const source = new pulumi.CustomResource("${SOURCE.type}", "source", ${JSON.stringify({ metadata: SOURCE.metadata })});`,
          ]
        : []),
      `new ${component}("${NAME}", ${typescript(args)} as never);`,
    ].join("\n"),
  }),

  YAML: ({ component, args }) => ({
    "Pulumi.yaml": stringify({
      name: NAME,
      runtime: "yaml",
      ...(holds(args, "configured") && { config: { [CONFIGURED]: { type: "string" } } }),
      resources: {
        ...(holds(args, "unknown") && { source: { type: SOURCE.type, properties: { metadata: SOURCE.metadata } } }),
        [NAME]: { type: `flink:${component}`, properties: yaml(args) },
      },
    }),
  }),

  Python: ({ component, args }) => {
    const { inputProperties } = COMPONENTS.find(({ name }) => name === component)!;
    return {
      "__main__.py": [
        "import pulumi",
        "import pulumi_flink_flink as flink",
        ...(holds(args, "unknown")
          ? [
              `source = pulumi.CustomResource("${SOURCE.type}", "source", ${JSON.stringify({ metadata: SOURCE.metadata })})`,
            ]
          : []),
        `flink.${component}("${NAME}", **${python(args, inputProperties)})`,
      ].join("\n"),
    };
  },
};

function typescript(value: Value): string {
  if (value instanceof Marked)
    return {
      secret: `pulumi.secret(${JSON.stringify(value.text)})`,
      configured: `new pulumi.Config().require("${CONFIGURED}")`,
      unknown: "source.id",
    }[value.kind];
  if (Array.isArray(value)) return `[${value.map(typescript).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${typescript(item)}`)
    .join(", ")} }`;
}

function yaml(value: Value): unknown {
  if (value instanceof Marked)
    return { secret: { "fn::secret": value.text }, configured: `\${${CONFIGURED}}`, unknown: "${source.id}" }[
      value.kind
    ];
  if (Array.isArray(value)) return value.map(yaml);
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, yaml(item)]));
}

/** Properties have Python's names, keys of maps their own. */
function python(value: Value, properties?: Properties): string {
  if (value instanceof Marked)
    return {
      secret: `pulumi.Output.secret(${JSON.stringify(value.text)})`,
      configured: `pulumi.Config().require("${CONFIGURED}")`,
      unknown: "source.id",
    }[value.kind];
  if (Array.isArray(value)) return `[${value.map((item) => python(item, properties)).join(", ")}]`;
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value !== "object") return JSON.stringify(value);
  const inner = (property?: Property) => property && group(reference(property));
  return `{${Object.entries(value)
    .map(([key, item]) => `"${properties ? snake(key) : key}": ${python(item, inner(properties?.[key]))}`)
    .join(", ")}}`;
}

function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
