import { mkdirSync, symlinkSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { artifact } from "../../../toolchain/artifacts";
import { isExecutable } from "../../../toolchain/execute";
import { languageEnvironment } from "../../../toolchain/languages";
import { pulumiEnvironment } from "../../../toolchain/pulumi";

/** Environment of a program in another language: its host is on PATH, pip asks no index, Go no checksum database. */
export function hostsEnvironment(): NodeJS.ProcessEnv {
  const { path, pip } = languageEnvironment();
  return {
    ...pip,
    // go.sum of the examples is complete, and the SDK is generated on this machine.
    GOFLAGS: "-mod=mod",
    GONOSUMDB: "github.com/pulumi-flink/*",
    PATH: [...path, pulumiEnvironment().PATH, artifact("kubernetes").bin("")].join(delimiter),
  };
}

/** What the README of YAML asks for, and what the plugin's launcher is written in. */
const WITHOUT_NODE = ["pulumi", "pulumi-language-yaml", "kubectl", "bash", "sh", "dirname"];

/** PATH of a machine without Node.js: a folder with the few programs that are needed, made of links. */
export function pathWithoutNode(folder: string): string {
  mkdirSync(folder);
  const folders = hostsEnvironment().PATH!.split(delimiter);
  for (const program of WITHOUT_NODE) {
    const found = folders.map((one) => join(one, program)).find(isExecutable);
    if (found === undefined) throw new Error(`there is no ${program} on PATH`);
    symlinkSync(found, join(folder, basename(program)));
  }
  return folder;
}
