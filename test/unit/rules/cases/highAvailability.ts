import type { RefusedCase } from "./case";

/** What the rules about the times of the leader election refuse. */
export const HIGH_AVAILABILITY_CASES: RefusedCase[] = [
  {
    args: { highAvailability: { leaseDuration: "soon" } },
    rule: "high-availability.duration-unreadable",
    path: "highAvailability.leaseDuration",
    value: "soon",
    allowed: 'a whole number followed by ns, µs, ms, s, min, h or d, for example "15 s"',
    fix: 'Start the duration with a digit, as in "15 s".',
  },
  {
    args: { highAvailability: { retryPeriod: "0 s" } },
    rule: "high-availability.not-positive",
    path: "highAvailability.retryPeriod",
    value: "0 s",
    allowed: "more than 0",
    fix: 'Set highAvailability.retryPeriod to a duration above 0, such as "2 s".',
  },
  {
    args: { highAvailability: { leaseDuration: "10 s" } },
    rule: "high-availability.lease-not-above-renew",
    path: "highAvailability.leaseDuration",
    value: "10 s",
    allowed: "more than highAvailability.renewDeadline, 10 s",
    fix: "Raise highAvailability.leaseDuration or lower highAvailability.renewDeadline; 15 s, 10 s and 2 s go together.",
  },
  {
    args: { highAvailability: { retryPeriod: "5 s" } },
    rule: "high-availability.renew-not-above-retries",
    path: "highAvailability.renewDeadline",
    value: "10 s",
    allowed: "more than 2.2 times highAvailability.retryPeriod, 11000 ms",
    fix: "Raise highAvailability.renewDeadline or lower highAvailability.retryPeriod; 15 s, 10 s and 2 s go together.",
  },
];
