import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ensureLanguages, languageEnvironment } from "../../toolchain/languages";
import { execute, type Execution, isExecutable } from "../../toolchain/execute";
import { pulumiEnvironment } from "../../toolchain/pulumi";
import { StepError, type Progress } from "../../toolchain/steps";
import versions from "../../toolchain/versions.json";
import { pack } from "../build/archive";

/** Languages of Pulumi that have SDKs; the others are generated where the CLI has a host for them. */
const REQUIRED = ["python", "go", "nodejs"];
const LANGUAGES = [...REQUIRED, "dotnet", "java"];

/** The package schema with what only published SDKs need: a Go module of its own, a Python package as it is built today. */
export function sdkSchema(schema: string): string {
  const content = JSON.parse(schema) as { language: Record<string, object> };
  const python = { ...content.language.python, pyproject: { enabled: true } };
  return JSON.stringify({ ...content, meta: { supportPack: true }, language: { ...content.language, python } });
}

/** The archive's folder in which an SDK lies: where the repository of the Go module has it, else the archive's name. */
function folderIn(language: string, name: string): string {
  return language === "go" ? "sdk/go" : name;
}

/** Generates the SDKs from a schema below `work` and packs each into `target`; returns the languages. */
export async function generateSdks(
  { schema, version, work, target }: { schema: string; version: string; work: string; target: string },
  execution: Execution,
  progress: Progress,
): Promise<string[]> {
  await ensureLanguages(progress);
  const path = [...languageEnvironment().path, pulumiEnvironment().PATH!].join(delimiter);
  const env = { ...process.env, ...pulumiEnvironment(), PATH: path };
  const languages = LANGUAGES.filter((language) => hasHost(language, path));
  const missing = REQUIRED.filter((language) => !languages.includes(language));
  if (missing.length > 0)
    throw new StepError({ ...execution, what: `there is no language host of ${missing.join(", ")}` });

  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, "schema.json"), sdkSchema(schema));
  for (const language of languages) {
    progress(language);
    const args = ["package", "gen-sdk", "schema.json", "--language", language, "--out", "."];
    await execute("pulumi", args, { ...execution, what: `generate the SDK for ${language}`, cwd: work, env });
    complete(language, join(work, language));
    const name = `pulumi-flink-sdk-${language}-${version}`;
    await pack(join(target, `${name}.tar.gz`), join(work, language), folderIn(language, name));
  }
  return languages;
}

function hasHost(language: string, path: string): boolean {
  return path.split(delimiter).some((folder) => isExecutable(join(folder, `pulumi-language-${language}`)));
}

/** What the generator leaves out. */
function complete(language: string, folder: string): void {
  if (language === "python") {
    // pyproject.toml names it.
    const readme = join(folder, "pulumi_flink_flink", "README.md");
    if (!existsSync(join(folder, "README.md"))) cpSync(readme, join(folder, "README.md"));
  }
  if (language === "go") {
    // The generator asks for a release that lacks what the generated code uses.
    const file = join(folder, "go.mod");
    const needed = `github.com/pulumi/pulumi/sdk/v3 v${versions.pulumi.minimum}`;
    writeFileSync(file, readFileSync(file, "utf8").replace(/github\.com\/pulumi\/pulumi\/sdk\/v3 v\S+/, needed));
  }
}
