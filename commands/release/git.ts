import { execa } from "execa";
import { PROJECT_ROOT } from "../../toolchain/cache";

/** Runs git in a checkout and returns what it prints. */
export async function git(args: string[], cwd = PROJECT_ROOT): Promise<string> {
  return (await execa("git", args, { cwd })).stdout;
}

/** What a release asks of the repository. */
export interface Repository {
  /** Empty when no branch is checked out. */
  readonly branch: string;
  readonly uncommitted: string[];
  readonly tags: string[];
}

export async function repository(cwd?: string): Promise<Repository> {
  const lines = async (...args: string[]) => (await git(args, cwd)).split("\n").filter((line) => line !== "");
  return {
    branch: (await git(["branch", "--show-current"], cwd)).trim(),
    uncommitted: await lines("status", "--porcelain"),
    tags: await lines("tag"),
  };
}
