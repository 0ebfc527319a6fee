import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BuildContext } from "./artifact";
import { ensureDebianPackages } from "./debian";
import { execute, type Execution } from "./execute";
import { StepError } from "./steps";
import versions from "./versions.json";

// The wheel with the scripts exists per Python version and platform; the scripts in it are the same. Naming one keeps
// the result independent of the Python that runs pip.
const WHEEL_PLATFORM = [
  "--python-version",
  "3.11",
  "--implementation",
  "cp",
  "--abi",
  "cp311",
  "--platform",
  "manylinux2014_x86_64",
  "--only-binary=:all:",
];

const PARTS = ["bin", "conf", "lib", "licenses", "opt", "plugins"];

/**
 * A Flink distribution as the official image has it in /opt/flink: the two PyPI wheels unpacked over each other
 * (scripts and configuration; libraries and plugins), and the optional jars of Maven in opt/.
 */
export async function buildFlink({ target, log, progress }: BuildContext): Promise<void> {
  const { version, wheels, optionalJars } = versions.artifacts.flink;
  const home = join(target, "flink");
  const download = join(target, "download");
  const execution: Execution = {
    what: `get Flink ${version}`,
    todo:
      "Check that pip (python3 -m pip --version) and Maven (mvn -version) work and reach their package " +
      "index, then run the command again.",
    log,
    cwd: target,
  };
  mkdirSync(download);
  progress("downloading wheels");
  const pins = wheels.map((wheel) => `${wheel}==${version}`);
  await execute(
    "python3",
    ["-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir", ...WHEEL_PLATFORM, "--dest", download, ...pins],
    execution,
  );
  await ensureDebianPackages(["unzip"], progress);
  progress("unpacking");
  await execute("unzip", ["-q", "-o", `${download}/*.whl`, "-d", download], execution);
  for (const part of PARTS)
    cpSync(join(download, "pyflink", part), join(home, part), { recursive: true, preserveTimestamps: true });
  rmSync(download, { recursive: true });
  mkdirSync(join(home, "log"));
  mkdirSync(join(home, "usrlib"));

  // The same edits as in the official image's Dockerfile: listen on the container's network interface.
  const edits = ["rest.address", "rest.bind-address", "jobmanager.bind-host", "taskmanager.bind-host"].flatMap(
    (key) => ["-repKV", `${key},localhost,0.0.0.0`],
  );
  const folders = ["conf", "bin", "lib"].map((part) => join(home, part));
  await execute(
    "bash",
    [join(home, "bin", "config-parser-utils.sh"), ...folders, ...edits, "-rmKV", "taskmanager.host=localhost"],
    execution,
  );

  for (const jar of optionalJars) {
    progress(`fetching ${jar}`);
    await execute(
      "mvn",
      [
        "-q",
        "-B",
        "dependency:copy",
        `-Dartifact=org.apache.flink:${jar}:${version}`,
        `-DoutputDirectory=${join(home, "opt")}`,
      ],
      execution,
    );
  }
  requireComplete(home, execution);
}

/** Fails when a wheel lacks what a Flink distribution must have. */
function requireComplete(home: string, execution: Execution): void {
  const { version, optionalJars } = versions.artifacts.flink;
  const needed = [
    "bin/standalone-job.sh",
    "bin/bash-java-utils.jar",
    "conf/config.yaml",
    `lib/flink-dist-${version}.jar`,
    ...optionalJars.map((jar) => `opt/${jar}-${version}.jar`),
  ];
  const missing = needed.filter((path) => !existsSync(join(home, path)));
  if (missing.length > 0)
    throw new StepError({
      ...execution,
      what: `${execution.what}: ${missing.join(", ")} missing in ${readdirSync(home).join(", ")}`,
    });
}
