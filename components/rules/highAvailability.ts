import { HighAvailabilityType } from "../arguments/highAvailability";
import { leaderElectionProblems } from "./leaderElection";
import { type ClusterRule, clusterRuleOfKinds } from "./subject";

/** Times of the leader election. */
export const HIGH_AVAILABILITY_RULES: ClusterRule[] = [
  clusterRuleOfKinds(
    {
      "high-availability.duration-unreadable": "A time that Flink cannot read.",
      "high-availability.not-positive": "A time of zero.",
      "high-availability.lease-not-above-renew":
        "A lease that ends before its leader gives up renewing it: two could lead.",
      "high-availability.renew-not-above-retries":
        "A renew deadline that can pass without one attempt to renew: none would stay leader.",
    },
    ["highAvailability"],
    ({ spec }) =>
      spec.highAvailability.type === HighAvailabilityType.None ? [] : leaderElectionProblems(spec.highAvailability),
  ),
];
