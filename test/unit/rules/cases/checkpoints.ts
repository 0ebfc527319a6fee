import type { RefusedCase } from "./case";

/** What the rules about checkpoints refuse. */
export const CHECKPOINTS_CASES: RefusedCase[] = [
  {
    args: { checkpoints: { interval: "often" } },
    rule: "checkpoints.duration",
    path: "checkpoints.interval",
    value: "often",
    allowed: 'a whole number followed by ns, µs, ms, s, min, h or d, for example "15 s"',
    fix: 'Start the duration with a digit, as in "15 s".',
  },
  ...["interval", "timeout"].map((key) => ({
    args: { checkpoints: { [key]: "9 ms" } },
    rule: "checkpoints.duration",
    path: `checkpoints.${key}`,
    value: "9 ms",
    allowed: "10 ms or longer",
    fix: `Set checkpoints.${key} to a Flink duration such as "10 s".`,
  })),
  {
    args: { checkpoints: { retained: 0 } },
    rule: "checkpoints.retained",
    path: "checkpoints.retained",
    value: 0,
    allowed: "a whole number from 1 up",
    fix: "Set checkpoints.retained to a whole number from 1 up, or leave it out.",
  },
];
