import { copyFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildContext } from "./artifacts";
import { projectRoot } from "./cache";
import { execute } from "./execute";
import versions from "./versions.json";

const folder = join(projectRoot, "jobs", "exactly-once");

/** The Maven project of the test job. */
export const jobFolder = { folder, sources: [join(folder, "pom.xml"), join(folder, "src")] };

/** Compiles the test job with Maven, in a build folder of its own, and takes its jar. */
export async function buildJob({ target, log, progress }: BuildContext): Promise<void> {
  const { version, jar } = versions.artifacts.job;
  progress("mvn package");
  await execute("mvn", ["-q", "-B", "package"], {
    what: `compile the job ${jar} ${version}`,
    todo: "Check that Maven and a Java 17 compiler are installed (mvn -version), that Maven's repository is reachable, and that the job compiles: mvn package in jobs/exactly-once.",
    log,
    cwd: folder,
  });
  copyFileSync(join(folder, "target", `${jar}-${version}.jar`), join(target, `${jar}.jar`));
}
