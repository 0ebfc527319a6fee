import type { Progress } from "../operations/progress";

/** Progress apart from the result, which may be read by another program: at most a line each second. */
export function progressLines(): Progress {
  let shown = 0;
  return (message) => {
    if (Date.now() - shown < 1000) return;
    shown = Date.now();
    process.stderr.write(`${message}\n`);
  };
}
