import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { pulumiEnvironment } from "../../../toolchain/pulumi";

/** A throwaway user of this machine with a clone of the checkout and its own Pulumi. */
export interface OtherUser {
  readonly name: string;
  /** Its clone. */
  readonly checkout: string;
  readonly home: string;
  /** Runs a program as this user, with an environment that has nothing of the caller's. */
  run(program: string, args: string[], env?: Record<string, string>): Promise<{ exitCode: number; output: string }>;
}

/** Makes the user, runs the action, removes the user with everything it had. */
export async function asOtherUser<T>(kubeconfig: string, action: (user: OtherUser) => Promise<T>): Promise<T> {
  // Below /var, which others may enter, and nowhere near the path of this checkout.
  const home = mkdtempSync("/var/lib/pulumi-flink-other-");
  const name = home.split("/").at(-1)!.toLowerCase().replace("pulumi-flink-other-", "pf-");
  await execa("useradd", ["--system", "--home-dir", home, "--no-create-home", "--shell", "/bin/sh", name]);
  try {
    const checkout = join(home, "clone");
    await clone(checkout);
    const env = await pulumi(home);
    copyFileSync(kubeconfig, join(home, "kubeconfig"));
    await execa("chown", ["--recursive", `${name}:`, home]);
    chmodSync(home, 0o700);
    const user: OtherUser = {
      name,
      home,
      checkout,
      run: async (program, args, more = {}) => {
        const assignments = Object.entries({ ...env, KUBECONFIG: join(home, "kubeconfig"), ...more }).map(
          ([key, value]) => `${key}=${value}`,
        );
        const result = await execa("runuser", ["-u", name, "--", "env", "-i", ...assignments, program, ...args], {
          cwd: checkout,
          all: true,
          reject: false,
          stdin: "ignore",
        });
        return { exitCode: result.exitCode ?? 128, output: String(result.all) };
      },
    };
    return await action(user);
  } finally {
    await execa("userdel", [name], { reject: false });
    rmSync(home, { recursive: true, force: true });
  }
}

/** A git clone with what is not committed yet laid over it, and the packages that its package-lock.json names. */
async function clone(checkout: string): Promise<void> {
  await execa("git", ["clone", "--quiet", "--no-hardlinks", PROJECT_ROOT, checkout]);
  const { stdout } = await execa("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: PROJECT_ROOT,
  });
  for (const file of stdout.split("\0").filter((name) => name !== "")) {
    if (!existsSync(join(PROJECT_ROOT, file))) rmSync(join(checkout, file), { force: true });
    else cpSync(join(PROJECT_ROOT, file), join(checkout, file));
  }
  await execa("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: checkout });
}

/** Copies the toolchain's Pulumi, which lies where only its owner may look, and returns the environment for it. */
async function pulumi(home: string): Promise<Record<string, string>> {
  const { PULUMI_HOME } = pulumiEnvironment();
  const own = join(home, "pulumi");
  mkdirSync(own);
  await execa("cp", ["--recursive", "--dereference", join(PULUMI_HOME!, "bin"), join(PULUMI_HOME!, "plugins"), own]);
  copyFileSync(process.execPath, join(own, "bin", "node"));
  chmodSync(join(own, "bin", "node"), 0o755);
  const backend = join(home, "state");
  mkdirSync(backend);
  return {
    HOME: home,
    PATH: [join(own, "bin"), dirname("/usr/bin/env"), "/bin"].join(":"),
    PULUMI_HOME: own,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_CONFIG_PASSPHRASE: "",
  };
}
