import { HighAvailabilityType } from "../arguments/highAvailability";
import { leaderElectionProblems } from "./leaderElection";
import type { ClusterRule } from "./subject";

/** Times of the leader election. */
export const HIGH_AVAILABILITY_RULES: ClusterRule[] = [
  {
    reads: ["highAvailability"],
    check: ({ spec }) =>
      spec.highAvailability.type === HighAvailabilityType.None ? [] : leaderElectionProblems(spec.highAvailability),
  },
];
