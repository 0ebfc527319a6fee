/**
 * The stages of the library in their order: a folder of components/ may import earlier ones only. Rules come after the
 * renderers: they check what these would render (docs/decisions/0004-stages.md).
 */
export const STAGES = [
  "arguments",
  "validation",
  "notation",
  "model",
  "memory",
  "configuration",
  "kubernetes",
  "modes",
  "rules",
  "resources",
  "iam",
  "aws",
];

/** Stages that compute plain values: of Pulumi's packages they may use types only. */
export const PURE = [
  "arguments",
  "notation",
  "model",
  "memory",
  "configuration",
  "kubernetes",
  "modes",
  "rules",
  "iam",
];

/** Rooms of the library that operations/ may use: those that compute plain values and know neither Pulumi nor Kubernetes objects. */
const FOR_OPERATIONS = ["arguments", "validation", "notation", "model"];

/** Rooms of the library that cli/ may use: those that compute, and what checks arguments. */
const FOR_CLI = [...PURE, "validation"];

/** Top-level folders that the published package is not made from. */
const NOT_PUBLISHED = ["commands", "sandbox", "toolchain", "test"];

const up = "^(\\.\\.?/)+";
const forbidden = (folders, message) => ({ regex: `${up}(${folders.join("|")})(/|$)`, message });
const typesOnly = {
  group: ["@pulumi/*", "@pulumi/*/**"],
  allowTypeImports: true,
  message: "This stage computes plain values: import types only.",
};

function fence(files, patterns) {
  return { files, rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] } };
}

export default [
  ...STAGES.map((stage, index) =>
    fence(
      [`components/${stage}/**/*.ts`],
      [
        forbidden([...NOT_PUBLISHED, "cli", "operations"], "The library knows nothing of what runs it."),
        { regex: "^(\\.\\./)+(index|flinkCluster|s3StateStorage)$", message: "A stage does not import a component." },
        ...(index + 1 < STAGES.length
          ? [
              forbidden(
                STAGES.slice(index + 1),
                `${stage}/ comes before these stages: ${STAGES.slice(index + 1).join(", ")}.`,
              ),
            ]
          : []),
        ...(PURE.includes(stage) ? [typesOnly] : []),
      ],
    ),
  ),
  fence(
    ["components/*.ts"],
    [forbidden([...NOT_PUBLISHED, "cli", "operations"], "The library knows nothing of what runs it.")],
  ),
  fence(
    ["operations/**/*.ts"],
    [
      forbidden([...NOT_PUBLISHED, "cli"], "operations/ knows nothing of what runs it."),
      {
        regex: `${up}components(?!/(${FOR_OPERATIONS.join("|")})/)`,
        message: `Of the library operations/ may import ${FOR_OPERATIONS.join(", ")}.`,
      },
      typesOnly,
    ],
  ),
  fence(["plugin/**/*.ts"], [forbidden(NOT_PUBLISHED, "plugin/ is published; what runs it is not.")]),
  fence(
    ["cli/**/*.ts"],
    [
      forbidden(NOT_PUBLISHED, "cli/ is part of the published package; the repository's own commands are not."),
      {
        regex: `${up}components(?!/(${FOR_CLI.join("|")})/)`,
        message: `Of the library cli/ may import ${FOR_CLI.join(", ")}.`,
      },
      typesOnly,
    ],
  ),
];
