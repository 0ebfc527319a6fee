import assert from "node:assert/strict";
import { execa } from "execa";
import { podsOf } from "../../operations/pods";
import { clearDeadLock } from "../../commands/stack/stateLock";
import { waitFor } from "../../operations/wait";
import { StepError } from "../../toolchain/steps";
import { TestStack } from "../support/testStack";

describe("pulumi up that is killed", () => {
  let stack: TestStack;

  before(async () => {
    stack = await TestStack.create("interrupted");
    stack.configure();
  });
  after(() => stack?.dispose());

  it("leaves a lock that is cleared only when its process is dead, and the next up converges", async () => {
    const up = execa("pulumi", ["up", "--yes", "--skip-preview", "--stack", stack.name, "--non-interactive"], {
      cwd: stack.directory,
      env: stack.stack.env,
      extendEnv: false,
      detached: true,
      reject: false,
      stdio: "ignore",
    });
    await waitFor({
      what: "pods of the JobManagers",
      seconds: 120,
      everyMs: 50,
      todo: "",
      look: async () =>
        (await podsOf(stack.core, stack.namespace, stack.name, "jobmanager")).length > 0 ? true : undefined,
    });
    await assert.rejects(
      clearDeadLock(stack.stack),
      (error: StepError) => error.what.includes(`process ${up.pid}`) && error.todo.includes("npm run pulumi -- cancel"),
    );
    // The whole group: the engine alone would leave its language host and provider behind.
    process.kill(-up.pid!, "SIGKILL");
    await up;

    assert.match((await clearDeadLock(stack.stack))!, new RegExp(`process ${up.pid}, which is dead`));
    await stack.up();
    const running = await stack.runningJob();
    const { totals } = await running.again(() => true);
    assert.deepEqual([totals.gaps, totals.repeats], [0, 0]);
    await stack.succeed(["preview", "--expect-no-changes"]);
  });
});
