import { copyFileSync, cpSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { BuildContext } from "./artifact";
import { PROJECT_ROOT } from "./cache";
import { execute } from "./execute";
import versions from "./versions.json";

const FOLDER = join(PROJECT_ROOT, "jobs", "exactly-once");

/** What the test job is made from: its Maven project without what Maven makes in it. */
export const JOB_SOURCES = [join(FOLDER, "pom.xml"), join(FOLDER, "src")];

/** Compiles the test job with Maven, in a copy so that a build by hand is not disturbed, and takes its jar. Its tests run in `npm test`. */
export async function buildJob({ target, log, progress }: BuildContext): Promise<void> {
  const { version, jar } = versions.artifacts.job;
  const copy = join(target, "source");
  for (const source of JOB_SOURCES) cpSync(source, join(copy, basename(source)), { recursive: true });
  progress("mvn package");
  await execute("mvn", ["-q", "-B", "package", "-DskipTests"], {
    what: `compile the job ${jar} ${version}`,
    todo:
      "Check that Maven and a Java 17 compiler are installed (mvn -version), that Maven's repository is " +
      "reachable, and that the job compiles: mvn package in jobs/exactly-once.",
    log,
    cwd: copy,
  });
  copyFileSync(join(copy, "target", `${jar}-${version}.jar`), join(target, `${jar}.jar`));
  rmSync(copy, { recursive: true });
}
