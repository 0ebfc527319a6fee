import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { stackFile } from "../../../commands/stack/stackFile";
import { sandbox } from "../../../sandbox/client";
import { TestStack } from "../../support/testStack";
import { asOtherUser, type OtherUser } from "../support/otherUser";
import { CLUSTER_CODE, type Figures, type Table } from "../table";

export const clone: Table<TestStack> = {
  name: "clone",
  title: "A clone at another path under another user, with the exported state: `pulumi preview` shows no changes",
  covers: [
    ...CLUSTER_CODE,
    "package-lock.json",
    "Pulumi.yaml",
    "tsconfig.json",
    "test/acceptance/tables/clone.ts",
    "test/acceptance/support/otherUser.ts",
  ],
  columns: ["user", "resources", "preview"],
  rows: () => [
    { id: "no changes", run: (stack) => asOtherUser(sandbox().kubeconfig, (user) => previewed(stack, user)) },
    {
      id: "control: a changed stack",
      run: (stack) => asOtherUser(sandbox().kubeconfig, (user) => changed(stack, user)),
    },
  ],

  async setUp() {
    const stack = await TestStack.attach("acc-clone", "flink-acceptance");
    await stack.configure().bringUp();
    return stack;
  },

  tearDown: (stack) => stack.dispose(),
};

async function previewed(stack: TestStack, user: OtherUser): Promise<Figures> {
  const resources = await imported(stack, user);
  const { exitCode, output } = await preview(stack, user);
  assert.equal(exitCode, 0, output);
  return { user: "another", resources, preview: /Resources:\s*(.*)/.exec(output)?.[1] };
}

/** Must be noticed, or the other row would show nothing. */
async function changed(stack: TestStack, user: OtherUser): Promise<Figures> {
  const resources = await imported(stack, user);
  await execa("sed", [
    "-i",
    "s/logLevel: .*//; s/interval: 2 s/interval: 3 s/",
    stackFile({ directory: user.checkout, name: stack.name }),
  ]);
  const { exitCode, output } = await preview(stack, user);
  assert.notEqual(exitCode, 0, "the changed checkpoint interval was not noticed");
  assert.match(output, /no changes were expected/);
  return { user: "another", resources, preview: /Resources:\s*(.*)/.exec(output)?.[1] };
}

/** Gives the other user the stack's file and its exported state; returns the number of resources. */
async function imported(stack: TestStack, user: OtherUser): Promise<number> {
  const state = join(user.home, "state.json");
  const exported = await stack.succeed(["stack", "export"]);
  writeFileSync(state, exported);
  const file = stackFile({ directory: user.checkout, name: stack.name });
  copyFileSync(stackFile(stack.stack), file);
  await execa("chown", [user.name, state, file]);
  await succeed(user, ["stack", "init", stack.name, "--no-select"]);
  await succeed(user, ["stack", "import", "--stack", stack.name, "--file", state]);
  return (JSON.parse(exported) as { deployment: { resources: unknown[] } }).deployment.resources.length;
}

async function succeed(user: OtherUser, args: string[]): Promise<void> {
  const { exitCode, output } = await user.run("pulumi", [...args, "--non-interactive"]);
  assert.equal(exitCode, 0, `pulumi ${args.join(" ")}:\n${output}`);
}

function preview(stack: TestStack, user: OtherUser): Promise<{ exitCode: number; output: string }> {
  return user.run("pulumi", [
    "preview",
    "--stack",
    stack.name,
    "--expect-no-changes",
    "--non-interactive",
    "--color",
    "never",
  ]);
}
