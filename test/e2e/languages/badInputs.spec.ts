import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BAD_INPUTS, type BadInput } from "../../support/languages/badInputs";
import { PROGRAMS } from "../../support/languages/programs";
import { marked } from "../../support/languages/values";
import { Workbench } from "../../support/languages/workbench";

/** What is wrong, by mistake. Written anew from the TypeScript programs where the environment has WRITE_GOLDEN=1. */
const GOLDEN = join(__dirname, "badInputs.txt");
const HEAD = "== ";

type Language = keyof typeof PROGRAMS;
const LANGUAGES = Object.keys(PROGRAMS) as Language[];

describe("bad inputs", () => {
  let workbench: Workbench;
  const golden = existsSync(GOLDEN) ? sections(readFileSync(GOLDEN, "utf8")) : {};

  before(async () => {
    workbench = await Workbench.create();
    await workbench.addPython("Python");
    // One stack of one project in all languages: previews leave nothing in it.
    await workbench.write("YAML", PROGRAMS.YAML(BAD_INPUTS[0]));
    const { output, exitCode } = await workbench.pulumi("YAML", "stack", "init");
    assert.equal(exitCode, 0, output);
  });
  after(() => {
    if (process.env.WRITE_GOLDEN) writeFileSync(GOLDEN, text(golden));
    workbench?.remove();
  });

  for (const input of BAD_INPUTS) {
    it(`${input.mistake}: the same problems in ${LANGUAGES.join(", ")}`, async () => {
      const problems = await Promise.all(LANGUAGES.map((language) => refusal(language, input)));
      if (process.env.WRITE_GOLDEN) golden[input.mistake] = problems[0];
      assert.deepEqual(
        problems,
        LANGUAGES.map(() => golden[input.mistake]),
      );
    });
  }

  it("are all in the golden file, and nothing else is", () => {
    assert.deepEqual(
      Object.keys(golden),
      BAD_INPUTS.map(({ mistake }) => mistake),
    );
  });

  /** The problems that a preview in a language ends with, as it prints them. */
  async function refusal(language: Language, input: BadInput): Promise<string> {
    const given = marked(input.args).find(({ kind }) => kind === "configured");
    await workbench.write(language, PROGRAMS[language](input), given?.text);
    const { exitCode, output } = await workbench.pulumi(language, "preview");
    assert.notEqual(exitCode, 0, output);
    for (const { kind, text } of marked(input.args))
      assert.ok(kind !== "secret" || !output.includes(text), `a secret is printed:\n${output}`);
    return problemsIn(output);
  }
});

/** The last error of a component in the CLI's output, from its sentence to its last rule, without indentation. */
function problemsIn(output: string): string {
  const lines = output.split("\n");
  const start = lines.findLastIndex((line) => /"orders": \d+ problems?, /.test(line));
  assert.ok(start >= 0, output);
  const sentence = /\w+ "orders": \d+ problems?, .*/.exec(lines[start])![0];
  const block = lines.slice(start + 1);
  const indentation = /^ */.exec(block[0])![0];
  const end = block.findIndex((line) => !line.startsWith(indentation));
  const problems = block.slice(0, end).map((line) => line.slice(indentation.length));
  const rules = problems.findLastIndex((line) => line.startsWith("  rule: "));
  return [sentence, ...problems.slice(0, rules + 1)].join("\n");
}

function sections(file: string): Record<string, string> {
  const parts = file.split(new RegExp(`^${HEAD}`, "m")).slice(1);
  return Object.fromEntries(parts.map((part) => [part.split("\n")[0], part.split("\n").slice(1).join("\n").trimEnd()]));
}

function text(golden: Record<string, string>): string {
  return Object.entries(golden)
    .map(([mistake, problems]) => `${HEAD}${mistake}\n${problems}\n`)
    .join("\n");
}
