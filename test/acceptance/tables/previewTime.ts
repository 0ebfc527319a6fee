import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { TestStack } from "../../support/testStack";
import { spread } from "../support/random";
import { CLUSTER_CODE, type Figures, type Table } from "../table";

const RUNS = 10;
const LIMIT_SECONDS = 2;

export const previewTime: Table<TestStack> = {
  name: "preview-time",
  title: `Wall clock of a \`pulumi preview\` without changes: at most ${LIMIT_SECONDS} s without the type check`,
  covers: [...CLUSTER_CODE, "tsconfig.json", "Pulumi.yaml", "test/acceptance/tables/previewTime.ts"],
  columns: ["runs", "min s", "median s", "max s"],
  rows: () => [
    { id: "type check off", run: (stack) => withoutTypeCheck(stack) },
    { id: "type check on", run: (stack) => measured(stack, true) },
  ],

  async setUp() {
    const stack = await TestStack.attach("acc-preview", "flink-acceptance");
    await stack.configure().bringUp();
    return stack;
  },

  tearDown: (stack) => stack.dispose(),
};

async function withoutTypeCheck(stack: TestStack): Promise<Figures> {
  const figures = await measured(stack, false);
  assert.ok(
    (figures["median s"] as number) <= LIMIT_SECONDS,
    `the median is ${String(figures["median s"])} s, more than ${LIMIT_SECONDS} s`,
  );
  return figures;
}

async function measured(stack: TestStack, typeCheck: boolean): Promise<Figures> {
  setTypeCheck(stack, typeCheck);
  const preview = () => stack.pulumi(["preview", "--expect-no-changes"]);
  await assertTypeCheck(stack, typeCheck);
  await preview();
  const seconds: number[] = [];
  while (seconds.length < RUNS) {
    const started = performance.now();
    const { exitCode, output } = await preview();
    seconds.push(Math.round(performance.now() - started) / 1000);
    assert.equal(exitCode, 0, output);
  }
  const { min, median, max } = spread(seconds);
  return { runs: RUNS, "min s": min, "median s": median, "max s": max };
}

function setTypeCheck(stack: TestStack, on: boolean): void {
  const file = join(stack.directory, "tsconfig.json");
  const settings = JSON.parse(readFileSync(join(PROJECT_ROOT, "tsconfig.json"), "utf8")) as {
    compilerOptions: { noCheck: boolean };
    "ts-node"?: object;
  };
  settings.compilerOptions.noCheck = !on;
  // swc strips types without looking at them; ts-node refuses it together with the check.
  if (on) delete settings["ts-node"];
  writeFileSync(file, JSON.stringify(settings));
}

/** A type that does not fit must stop the preview with the check, and only with it. */
async function assertTypeCheck(stack: TestStack, on: boolean): Promise<void> {
  const program = join(stack.directory, "index.ts");
  const text = readFileSync(program, "utf8");
  try {
    appendFileSync(program, '\nconst wrong: number = "text";\nvoid wrong;\n');
    const { exitCode, output } = await stack.pulumi(["preview"]);
    assert.equal(
      exitCode !== 0,
      on,
      `a type error with the check ${on ? "on" : "off"} ended with ${exitCode}:\n${output}`,
    );
  } finally {
    writeFileSync(program, text);
  }
}
