import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { join } from "node:path";
import type { Consumer } from "./consumer";

/** A way to write and run a program that uses the package. */
export interface ProgramKind {
  readonly name: string;
  /** What stands in Pulumi.yaml besides name and runtime. */
  readonly project: string;
  readonly packageJson: object;
  /** The program, by its file's name. */
  readonly file: string;
  readonly text: string;
  /** Settings by which tsc makes bin/ of it. */
  readonly tsc?: object;
}

const ARGUMENTS = `{
  namespace: "default",
  image: "registry.example.com/orders:1",
  job: { entryClass: "com.example.OrdersJob", parallelism: 1 },
  storage: { uri: "s3://flink-state/flink", region: "eu-central-1" },
}`;
const AS_MODULE = `import { FlinkCluster } from "@pulumi-flink/flink";
export const { restUrl } = new FlinkCluster("orders", ${ARGUMENTS});
`;
const AS_COMMON_JS = `const { FlinkCluster } = require("@pulumi-flink/flink");
exports.restUrl = new FlinkCluster("orders", ${ARGUMENTS}).restUrl;
`;
const BUILT = { outDir: "bin", target: "es2022", module: "nodenext", strict: true, skipLibCheck: true };

/** The kinds of programs that Pulumi's language host runs, but for those with ts-node: the examples are such. */
export const PROGRAM_KINDS: readonly ProgramKind[] = [
  { name: "CommonJS", project: "main: index.js", packageJson: {}, file: "index.js", text: AS_COMMON_JS },
  { name: "ESM", project: "main: index.js", packageJson: { type: "module" }, file: "index.js", text: AS_MODULE },
  {
    name: "TypeScript built by tsc, CommonJS",
    project: "main: bin/index.js",
    packageJson: {},
    file: "index.ts",
    text: AS_MODULE,
    tsc: BUILT,
  },
  {
    name: "TypeScript built by tsc, ESM",
    project: "main: bin/index.js",
    packageJson: { type: "module" },
    file: "index.ts",
    text: AS_MODULE,
    tsc: BUILT,
  },
];

/** Previews a program in a folder below the one in which the package is installed; returns what is to be created. */
export async function previewProgram(consumer: Consumer, kind: ProgramKind): Promise<string> {
  const folder = kind.name.replaceAll(/\W+/g, "-").toLowerCase();
  const write = (file: string, text: string) => consumer.write(join(folder, file), text);
  const runtime = "runtime:\n  name: nodejs\n  options:\n    packagemanager: npm\n    typescript: false\n";
  write("Pulumi.yaml", `name: ${folder}\n${runtime}${kind.project}\n${providers(consumer)}`);
  write("package.json", JSON.stringify({ name: folder, private: true, ...kind.packageJson }));
  write(kind.file, kind.text);
  if (kind.tsc) {
    write("tsconfig.json", JSON.stringify({ compilerOptions: kind.tsc, files: [kind.file] }));
    await consumer.run("npx", ["tsc", "--project", folder]);
  }
  const inFolder = ["--cwd", join(consumer.directory, folder), "--stack", "tests"];
  await consumer.run("pulumi", ["stack", "init", "--no-select", ...inFolder]);
  const preview = await consumer.run("pulumi", ["preview", ...inFolder]);
  const [, planned] = /Resources:\s+(\+ \d+ to create)/.exec(preview) ?? [];
  assert.ok(planned, preview);
  return planned;
}

/** Whatever version of the SDK a program has, the Kubernetes provider is the one that can be had here. */
function providers(consumer: Consumer): string {
  const [path] = globSync(join(consumer.home, "plugins", "resource-kubernetes-*"));
  return `plugins:\n  providers:\n    - name: kubernetes\n      path: ${path}\n`;
}

/** How compilers look for declarations: as Node.js does, and as bundlers do. */
export const RESOLUTIONS: readonly object[] = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler" },
];

/** As Node.js did before `exports`; compilers up to version 5 know it, and Pulumi's templates still name it. */
export const OLD_RESOLUTION = { module: "commonjs", moduleResolution: "node10" };

const TYPED = `import * as pulumi from "@pulumi/pulumi";
import { FlinkCluster, type FlinkClusterArgs, S3StateStorage, StorageIdentityType } from "@pulumi-flink/flink";

const owner = { clusterId: "orders", namespace: "streaming" };
const identity = { type: StorageIdentityType.PodIdentity, eksCluster: "production" };
const { storage } = new S3StateStorage("orders", { cluster: owner, identity });
const args: FlinkClusterArgs = { ...owner, image: "orders:1", job: { entryClass: "com.example.OrdersJob" }, storage };
export const restUrl: pulumi.Output<string> = new FlinkCluster("orders", args).restUrl;

// @ts-expect-error: were the package without types, this would be no error.
new FlinkCluster("payments", { ...args, namespace: 1 });
`;

/** Checks a program and every declaration that it reaches, as strictly as the compiler can; returns its errors. */
export async function typeErrors(consumer: Consumer, resolutions: readonly object[]): Promise<string[]> {
  const errors: string[] = [];
  for (const [index, resolution] of resolutions.entries()) {
    const folder = `strict-${index}`;
    const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
    const compilerOptions = { ...resolution, ...strict, target: "es2022", skipLibCheck: false, noEmit: true };
    consumer.write(join(folder, "index.ts"), TYPED);
    consumer.write(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    const { exitCode, output } = await consumer.end("npx", ["tsc", "--project", folder, "--pretty", "false"]);
    if (exitCode !== 0) errors.push(...output.split("\n").filter((line) => /error TS\d+/.test(line)));
  }
  return errors;
}
