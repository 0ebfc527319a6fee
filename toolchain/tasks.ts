/** A piece of work that waits for others by name. */
export interface Task {
  name: string;
  after: string[];
  run(): Promise<void>;
}

/**
 * Runs every task as soon as those it waits for are done, at most `limit` at once, the first of the list first. When
 * one fails, nothing further starts; its error is thrown once those that run have ended.
 */
export async function runTasks(tasks: Task[], limit = Infinity): Promise<void> {
  const waiting = new Set(tasks);
  const running = new Map<string, Promise<string>>();
  const done = new Set<string>();
  try {
    while (done.size < tasks.length) {
      for (const task of waiting) {
        if (running.size >= limit || !task.after.every((name) => done.has(name))) continue;
        waiting.delete(task);
        running.set(
          task.name,
          task.run().then(() => task.name),
        );
      }
      if (running.size === 0) throw new Error(`Nothing ends what these wait for: ${names(waiting)}`);
      const name = await Promise.race(running.values());
      running.delete(name);
      done.add(name);
    }
  } finally {
    await Promise.allSettled(running.values());
  }
}

function names(tasks: Iterable<Task>): string {
  return [...tasks].map(({ name, after }) => `${name} (after ${after.join(", ")})`).join("; ");
}
