import { HighAvailabilityType } from "../arguments/highAvailability";
import { leaderElectionProblems } from "./leaderElection";
import type { Rule } from "../validation/rule";

/** Times of the leader election. */
export const highAvailabilityRules: Rule[] = [
  {
    reads: ["highAvailability"],
    check: ({ spec }) => (spec.highAvailability.type === HighAvailabilityType.None ? [] : leaderElectionProblems(spec.highAvailability)),
  },
];
