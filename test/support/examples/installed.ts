import { cpSync } from "node:fs";
import { join } from "node:path";
import { devDependencies } from "../../../package.json";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { Consumer } from "../consumer";
import { packed } from "../packed";

/** Where users copy the examples from. */
const EXAMPLES = join(PROJECT_ROOT, "examples");

/** What a program needs besides our package, in the versions that this checkout is tested with. */
const PEERS = ["@pulumi/pulumi", "@pulumi/kubernetes", "@pulumi/aws", "typescript", "@types/node"] as const;

let installed: Promise<Consumer> | undefined;

/**
 * A folder in which npm has installed the packed package, with all examples below it: each program finds its packages in
 * the folder above, and npm runs once instead of once for each.
 */
export function installedExamples(): Promise<Consumer> {
  return (installed ??= install());
}

async function install(): Promise<Consumer> {
  const consumer = new Consumer();
  process.once("exit", () => consumer.remove());
  const { tarball } = await packed();
  consumer.write("package.json", JSON.stringify({ name: "examples", private: true }));
  await consumer.run("npm", ["install", tarball, ...PEERS.map((name) => `${name}@${devDependencies[name]}`)]);
  cpSync(EXAMPLES, consumer.directory, { recursive: true, filter: (path) => !path.includes("node_modules") });
  return consumer;
}
