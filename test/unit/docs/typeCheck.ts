import { join } from "node:path";
import ts from "typescript";
import * as library from "../../../components";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import type { Block } from "../../support/pages";

const EXPORTS = Object.keys(library).join(", ");

/** Whether a block is a whole program; else it is a part of a component's arguments. */
export function isProgram({ text }: Block): boolean {
  return text.startsWith("import ");
}

/** What the compiler says of each block, all compiled at once against the library's sources. */
export function typeErrors(blocks: Block[]): Map<Block, string[]> {
  const files = new Map(blocks.map((block, index) => [join(PROJECT_ROOT, `block${index}.ts`), block]));
  const { config } = ts.readConfigFile(join(PROJECT_ROOT, "tsconfig.check.json"), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, PROJECT_ROOT);
  const host = ts.createCompilerHost({ ...options, noUnusedLocals: false });
  const { fileExists, readFile, getSourceFile } = host;
  const source = (path: string) => (files.has(path) ? program(files.get(path)!) : undefined);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => source(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = source(path);
    return text === undefined ? getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version);
  };
  const compiled = ts.createProgram([...files.keys()], { ...options, noUnusedLocals: false }, host);
  return new Map(
    [...files].map(([path, block]) => [
      block,
      ts
        .getPreEmitDiagnostics(compiled, compiled.getSourceFile(path))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    ]),
  );
}

/** A block as a file. */
function program(block: Block): string {
  if (isProgram(block)) return block.text;
  const type = block.of ?? "FlinkClusterArgs";
  return (
    `import { ${EXPORTS}, type ${type} } from "@pulumi-flink/flink";\n` +
    `export const fragment: Partial<${type}> = {\n${block.text}};\n`
  );
}
