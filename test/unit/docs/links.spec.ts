import * as assert from "node:assert/strict";
import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { page } from "../../support/pages";

const FILES = globSync("{*.md,{docs,examples,test,toolchain}/**/*.md}", { cwd: PROJECT_ROOT }).sort();

describe("links in the documentation", () => {
  for (const file of FILES) {
    it(`of ${file} lead somewhere`, () => {
      const targets = [...withoutCode(page(file)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
      const own = targets.filter((target) => !/^[a-z]+:/.test(target));
      assert.deepEqual(
        own.filter((target) => !resolves(file, target)),
        [],
      );
    });
  }
});

function resolves(file: string, target: string): boolean {
  const [path, anchor] = target.split("#");
  const to = path === "" ? file : join(dirname(file), path);
  if (!existsSync(join(PROJECT_ROOT, to))) return false;
  return anchor === undefined || anchors(to).includes(anchor);
}

/** Anchors of a page's headings, as GitHub makes them. */
function anchors(file: string): string[] {
  const headings = [...withoutCode(page(file)).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function withoutCode(text: string): string {
  return text.replaceAll(/^( *)```[^]*?^\1```$/gm, "");
}
