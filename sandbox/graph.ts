/** A piece of work that waits for others by name. */
export interface Task {
  name: string;
  after: string[];
  run(): Promise<void>;
}

/** Runs every task as soon as those it waits for are done. When one fails, nothing further starts. */
export async function runTasks(tasks: Task[]): Promise<void> {
  const started = new Map<string, Promise<void>>();
  let failed = false;
  const begin = (name: string): Promise<void> => {
    const task = tasks.find((candidate) => candidate.name === name);
    if (!task) throw new Error(`No task ${name}`);
    if (!started.has(name)) {
      const done = Promise.all(task.after.map(begin)).then(async () => {
        if (!failed) await task.run();
      });
      started.set(name, done);
      done.catch(() => (failed = true));
    }
    return started.get(name)!;
  };
  const results = await Promise.allSettled(tasks.map(({ name }) => begin(name)));
  // The first error is the cause; those of tasks that waited for it are the same object.
  const rejected = results.find((result) => result.status === "rejected");
  if (rejected) throw rejected.reason;
}
