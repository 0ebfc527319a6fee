import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../toolchain/cache";

/** A fenced block of a page or of a documentation comment. */
export interface Block {
  /** File and line where it begins. */
  readonly place: string;
  readonly file: string;
  readonly language: string;
  /** What stands behind the language: the type of which a fragment is a part. */
  readonly of?: string;
  readonly text: string;
}

const FENCE = /^( *)```(\S*) *(.*)\n([^]*?)^\1```$/gm;

/** The pages for users; evidence is written by tables. */
export const PAGES = globSync("{README.md,docs/**/*.md}", { cwd: PROJECT_ROOT, exclude: ["docs/evidence"] }).sort();

/** Text of a page. */
export function page(file: string): string {
  return readFileSync(join(PROJECT_ROOT, file), "utf8");
}

/** Every block of one language in the pages. */
export function pageBlocks(language: string, pages = PAGES): Block[] {
  return pages.flatMap((file) => blocks(file, page(file))).filter((block) => block.language === language);
}

/** Every block of TypeScript in the documentation comments of the library. */
export function commentBlocks(): Block[] {
  const sources = globSync("components/**/*.ts", { cwd: PROJECT_ROOT, exclude: ["**/node_modules"] }).sort();
  return sources.flatMap((file) => {
    // Lines of comments without their stars, all others empty: line numbers stay.
    const comments = page(file).replace(/^ *(?:\* ?(.*)|.*)$/gm, (_, text?: string) => text ?? "");
    return blocks(file, comments).filter(({ language }) => language === "ts");
  });
}

function blocks(file: string, text: string): Block[] {
  return [...text.matchAll(FENCE)].map((match) => {
    const [, indent, language, of, body] = match;
    const line = text.slice(0, match.index).split("\n").length;
    return {
      place: `${file}:${line}`,
      file,
      language,
      of: of === "" ? undefined : of,
      text: body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    };
  });
}
