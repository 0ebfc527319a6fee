import { parseDuration } from "../notation/duration";
import { mustBeWhole } from "../validation/forms";
import { type ClusterRule, clusterRule } from "./subject";

/** Checkpoints of the job. */
export const CHECKPOINTS_RULES: ClusterRule[] = [
  ...(["interval", "timeout"] as const).map((key) =>
    clusterRule(
      "checkpoints.duration",
      "A time that Flink cannot read, or below 10 ms.",
      [`checkpoints.${key}`],
      ({ spec }) => {
        const value = spec.checkpoints[key];
        const reading = parseDuration(value);
        const path = `checkpoints.${key}`;
        if (reading.complaint) return { path, value, ...reading.complaint };
        // Flink refuses shorter intervals than 10 ms when the job starts.
        return (
          reading.value < 10 && {
            path,
            value,
            allowed: "10 ms or longer",
            fix: `Set ${path} to a Flink duration such as "10 s".`,
          }
        );
      },
    ),
  ),
  clusterRule(
    "checkpoints.retained",
    "A number of checkpoints to keep that is not whole or below 1.",
    ["checkpoints.retained"],
    ({ args }) => mustBeWhole("checkpoints.retained", args.checkpoints?.retained, 1),
  ),
];
