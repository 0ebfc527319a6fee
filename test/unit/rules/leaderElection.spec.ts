import * as assert from "node:assert/strict";
import { leaderElectionProblems } from "../../../components/rules/leaderElection";

const good = { leaseDuration: "15 s", renewDeadline: "10 s", retryPeriod: "2 s" };

describe("leader election", () => {
  it("accepts 15, 10 and 2 seconds, in any unit", () => {
    assert.deepEqual(leaderElectionProblems(good), []);
    assert.deepEqual(leaderElectionProblems({ leaseDuration: "1 min", renewDeadline: "45000", retryPeriod: "5s" }), []);
  });

  it("refuses a lease that is not above the renew deadline", () => {
    assert.deepEqual(leaderElectionProblems({ ...good, leaseDuration: "10 s" }), [
      {
        rule: "high-availability.lease-not-above-renew",
        path: "highAvailability.leaseDuration",
        value: "10 s",
        allowed: "more than highAvailability.renewDeadline, 10 s",
        fix: "Raise highAvailability.leaseDuration or lower highAvailability.renewDeadline; 15 s, 10 s and 2 s go together.",
      },
    ]);
    assert.deepEqual(leaderElectionProblems({ ...good, leaseDuration: "10001" }), []);
  });

  it("refuses a renew deadline that is not above 2.2 retry periods", () => {
    assert.deepEqual(leaderElectionProblems({ ...good, retryPeriod: "5 s", renewDeadline: "11 s" }, "ha"), [
      {
        rule: "high-availability.renew-not-above-retries",
        path: "ha.renewDeadline",
        value: "11 s",
        allowed: "more than 2.2 times ha.retryPeriod, 11000 ms",
        fix: "Raise ha.renewDeadline or lower ha.retryPeriod; 15 s, 10 s and 2 s go together.",
      },
    ]);
    assert.deepEqual(leaderElectionProblems({ ...good, retryPeriod: "5 s", renewDeadline: "11001 ms" }), []);
  });

  it("reports both at once: Flink's own defaults with a long retry", () => {
    const problems = leaderElectionProblems({ leaseDuration: "15 s", renewDeadline: "15 s", retryPeriod: "7 s" });
    assert.deepEqual(
      problems.map((problem) => problem.rule),
      ["high-availability.lease-not-above-renew", "high-availability.renew-not-above-retries"],
    );
  });

  it("refuses durations of zero", () => {
    assert.deepEqual(leaderElectionProblems({ ...good, retryPeriod: "0 s" }), [
      {
        rule: "high-availability.not-positive",
        path: "highAvailability.retryPeriod",
        value: "0 s",
        allowed: "more than 0",
        fix: 'Set highAvailability.retryPeriod to a duration above 0, such as "2 s".',
      },
    ]);
  });

  it("refuses durations that cannot be read, each", () => {
    const problems = leaderElectionProblems({ leaseDuration: "1.5 min", renewDeadline: "ten", retryPeriod: "2 s" });
    assert.deepEqual(
      problems.map(({ rule, path, value }) => [rule, path, value]),
      [
        ["high-availability.duration-unreadable", "highAvailability.leaseDuration", "1.5 min"],
        ["high-availability.duration-unreadable", "highAvailability.renewDeadline", "ten"],
      ],
    );
    assert.match(problems[0].allowed, /whole number followed by ns, µs, ms, s, min, h or d/);
    assert.match(problems[0].fix, /smaller unit/);
  });
});
