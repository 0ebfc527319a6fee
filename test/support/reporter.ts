import { writeFileSync } from "node:fs";
import { type MochaOptions, type Runner, reporters } from "mocha";

/** mocha's spec reporter that also writes the sums to the file named by the option `sums`. */
class SummingReporter extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const { sums } = options.reporterOptions as { sums: string };
    runner.once("end", () =>
      writeFileSync(sums, JSON.stringify({ passed: this.stats.passes, failed: this.stats.failures })),
    );
  }
}

export = SummingReporter;
