import { killPods, removeRun, unmountAll } from "./containers";
import { exclusively } from "./sandboxLock";
import { removeCgroup, removeNetwork } from "./network";
import { recordedNames, running, signal, within } from "./processes";

/**
 * What a power failure leaves, for tests: every process of the sandbox ends by SIGKILL at the same moment, and mounts,
 * /run, bridge, rules and cgroups are gone. Records and data stay as they were.
 */
export async function crash(): Promise<void> {
  await exclusively(
    async () => {
      for (const name of recordedNames()) {
        const record = running(name);
        if (record) signal(record.pid, "SIGKILL");
      }
      await within(10, () => recordedNames().every((name) => !running(name)));
      await killPods();
      await unmountAll();
      await removeNetwork();
      await removeCgroup();
      removeRun();
    },
    () => undefined,
  );
}
