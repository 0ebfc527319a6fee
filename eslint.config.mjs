import tseslint from "typescript-eslint";
import fences from "./eslint.fences.mjs";

export default tseslint.config(
  { ignores: ["build/", "**/node_modules/", "**/target/", "docs/evidence/"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: "./tsconfig.check.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A value of an Output is a promise of the engine's; a forgotten await in a command is lost work.
      "@typescript-eslint/no-floating-promises": "error",
      // An interface may ask for a promise where one implementation has nothing to wait for.
      "@typescript-eslint/require-await": "off",
      // Pulumi's Outputs lift properties; methods without `this` are passed on freely.
      "@typescript-eslint/unbound-method": "off",
      // Answers of other programs are typed where they are read, by a cast.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      // JobManagerArgs is what ProcessArgs says, under the name that users look for.
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
      // Constants of a module are written as constants; what is computed in a function is not.
      "@typescript-eslint/naming-convention": [
        "error",
        {
          selector: "variable",
          modifiers: ["const", "global"],
          types: ["string", "number", "boolean", "array"],
          format: ["UPPER_CASE"],
        },
      ],
      "no-duplicate-imports": ["error", { allowSeparateTypeImports: false }],
      // Prettier breaks code; this is for strings and comments, which it leaves as they are.
      "max-len": ["error", { code: 140 }],
      "no-restricted-imports": [
        "error",
        { paths: [{ name: "node:assert", message: "Use node:assert/strict: assert.equal there is strict." }] },
      ],
    },
  },
  ...fences,
  { files: ["test/**/*.ts"], rules: { "@typescript-eslint/no-explicit-any": "off" } },
  { files: ["**/*.mjs"], ...tseslint.configs.disableTypeChecked },
);
