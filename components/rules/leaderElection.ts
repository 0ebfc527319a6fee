import { parseDuration } from "../notation/duration";
import type { Problem } from "../validation/problem";

/** The times of Flink's leader election on Kubernetes, as Flink durations. */
export interface LeaderElectionTimes {
  /** How long a leader that is gone is still respected. */
  leaseDuration: string;
  /** How long a leader tries to renew its lease before it gives up. */
  renewDeadline: string;
  /** How long to wait between two attempts. */
  retryPeriod: string;
}

/**
 * A follower waits up to 2.2 retry periods (1 + the jitter factor 1.2 of the Kubernetes client):
 * a shorter deadline could pass without one attempt to renew.
 */
const LONGEST_WAIT = 2.2;

/** Checks lease > renew > 2.2 x retry, all above 0: otherwise two JobManagers can lead, or none stays leader. */
export function leaderElectionProblems(times: LeaderElectionTimes, path = "highAvailability"): Problem[] {
  const names = ["leaseDuration", "renewDeadline", "retryPeriod"] as const;
  const readings = names.map((name) => ({ name, ...parseDuration(times[name]) }));
  const at = (name: keyof LeaderElectionTimes) => `${path}.${name}`;
  const problem = (rule: string, name: keyof LeaderElectionTimes, allowed: string, fix: string): Problem => {
    return { rule: `high-availability.${rule}`, path: at(name), value: times[name], allowed, fix };
  };

  const bad = readings.flatMap(({ name, value, complaint }) => {
    if (complaint) return [problem("duration-unreadable", name, complaint.allowed, complaint.fix)];
    return value > 0
      ? []
      : [problem("not-positive", name, "more than 0", `Set ${at(name)} to a duration above 0, such as "2 s".`)];
  });
  if (bad.length) return bad;

  const [lease, renew, retry] = readings.map(({ value }) => value!);
  const problems: Problem[] = [];
  if (lease <= renew) {
    problems.push(
      problem(
        "lease-not-above-renew",
        "leaseDuration",
        `more than ${at("renewDeadline")}, ${times.renewDeadline}`,
        `Raise ${at("leaseDuration")} or lower ${at("renewDeadline")}; 15 s, 10 s and 2 s go together.`,
      ),
    );
  }
  if (renew <= LONGEST_WAIT * retry) {
    problems.push(
      problem(
        "renew-not-above-retries",
        "renewDeadline",
        `more than ${LONGEST_WAIT} times ${at("retryPeriod")}, ${Number((LONGEST_WAIT * retry).toFixed(6))} ms`,
        `Raise ${at("renewDeadline")} or lower ${at("retryPeriod")}; 15 s, 10 s and 2 s go together.`,
      ),
    );
  }
  return problems;
}
