import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { stringify } from "yaml";
import { artifact } from "../../toolchain/artifacts";

/** What Flink's own classes answer: its words, or its refusal. */
export type Answer = { accepted: string[]; rejected?: undefined } | { accepted?: undefined; rejected: string };

/** A question to Flink: what is asked, and a flat configuration or a text. */
export type Question =
  | { ask: "GET_TM_RESOURCE_PARAMS" | "GET_JM_RESOURCE_PARAMS"; configuration: Record<string, string> }
  | { ask: "duration" | "memory-size"; text: string };

/** Asks Flink all questions in one JVM. */
export function askFlink(questions: Question[]): Answer[] {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "flink-oracle-"));
  try {
    const lines = questions.map((question, index) => {
      if ("text" in question) return `${question.ask}\t${question.text}`;
      const configurationDirectory = path.join(directory, String(index));
      fs.mkdirSync(configurationDirectory);
      fs.writeFileSync(path.join(configurationDirectory, "config.yaml"), stringify(question.configuration));
      return `${question.ask}\t${configurationDirectory}`;
    });
    return run(lines);
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

function run(lines: string[]): Answer[] {
  const classPath = ["bin/bash-java-utils.jar", "lib/flink-dist-2.3.0.jar"]
    .map((jar) => path.join(flinkHome(), jar))
    .join(":");
  const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, "bin/java") : "java";
  const { error, status, stdout, stderr } = spawnSync(java, ["-cp", classPath, path.join(__dirname, "Oracle.java")], {
    input: lines.map((line) => `${line}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 64 * 1024 ** 2,
  });
  if (error) throw new Error(`cannot start ${java}: ${error.message}. Install a JDK (17 or later) or set JAVA_HOME.`);
  // Flink logs to the same stream.
  const answers = stdout.split("\n").filter((line) => line.startsWith("accepted\t") || line.startsWith("rejected\t"));
  if (status !== 0 || answers.length !== lines.length) {
    const last = `${stdout}\n${stderr}`.trim().split("\n").slice(-20).join("\n");
    throw new Error(`Flink answered ${answers.length} of ${lines.length} questions, exit code ${status}:\n${last}`);
  }
  return answers.map((line) => {
    const [verdict, ...words] = line.split("\t");
    return verdict === "accepted" ? { accepted: words } : { rejected: words.join("\t") };
  });
}

/** The Flink 2.3.0 of the toolchain; the environment variable FLINK_HOME names another copy. */
function flinkHome(): string {
  const home = process.env.FLINK_HOME ?? path.join(artifact("flink").dir, "flink");
  if (!fs.existsSync(path.join(home, "bin/bash-java-utils.jar"))) {
    throw new Error(
      `no Flink 2.3.0 at ${home}: run "npm run toolchain" to make it, or set FLINK_HOME to a copy of it.`,
    );
  }
  return home;
}
