import Module from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import { parse } from "yaml";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { type Recorded, record } from "../../support/mocks";
import { AWS } from "../../support/recordedStorage";
import { type Block, pageBlocks } from "../../support/pages";

/** Runs a program of a page with the configuration of the same page. */
export async function run(block: Block): Promise<Recorded<unknown>> {
  const { outputText } = ts.transpileModule(block.text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  pulumi.runtime.setAllConfig(configurationOn(block.file));
  try {
    return await record(() => {
      const program = new Module(block.place) as Module & { _compile(code: string, file: string): void };
      program.paths = [join(PROJECT_ROOT, "node_modules")];
      program._compile(outputText, join(PROJECT_ROOT, "index.ts"));
      return program.exports as unknown;
    }, AWS);
  } finally {
    pulumi.runtime.setAllConfig({});
  }
}

/** The stack configuration that a page shows, as the engine gives it to the program of the page's own project. */
function configurationOn(file: string): Record<string, string> {
  const documents = pageBlocks("yaml", [file]).map(({ text }) => parse(text) as { name?: string; config?: object });
  const project = documents.find(({ name }) => name !== undefined)?.name;
  const settings = documents.flatMap(({ config }) => Object.entries(config ?? {}));
  return Object.fromEntries(
    settings
      .filter(([key]) => project !== undefined && key.startsWith(`${project}:`))
      .map(([key, value]) => [key.replace(project!, "project"), String(value)]),
  );
}
