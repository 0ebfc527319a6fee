import { delimiter, join } from "node:path";
import { artifact, ensure } from "./artifacts";
import type { ArtifactName } from "./artifact";
import { isExecutable } from "./execute";
import { ensurePulumi, pulumiEnvironment } from "./pulumi";
import type { Progress } from "./steps";

/** What runs programs in other languages than TypeScript: only tests need it. */
const HOSTS = ["pulumi-language-yaml", "pulumi-language-python", "pulumi-language-python-exec", "pulumi-language-go"];
const COMPILED: ArtifactName[] = ["pulumi-yaml", "pulumi-hosts"];

/** Makes the language hosts of YAML, Python and Go, and the packages that a Python program needs. */
export async function ensureLanguages(progress: Progress): Promise<string> {
  const cli = await ensurePulumi(progress);
  // An official release brings all hosts.
  const bundled = hostsOfCli();
  await ensure([...(bundled ? [] : COMPILED), "python-packages"], progress);
  return bundled ? cli : COMPILED.map((name) => `${name} ${artifact(name).version}`).join(", ");
}

/** What a program in one of these languages finds: folders for PATH, and pip's packages without its index. */
export function languageEnvironment(): { path: string[]; pip: Record<string, string> } {
  return {
    path: hostsOfCli() ? [] : COMPILED.map((name) => join(artifact(name).dir, "bin")),
    pip: {
      PIP_NO_INDEX: "1",
      PIP_FIND_LINKS: join(artifact("python-packages").dir, "wheels"),
      PIP_DISABLE_PIP_VERSION_CHECK: "1",
    },
  };
}

/** Whether the CLI's own folder has all of them. */
function hostsOfCli(): boolean {
  const [bin] = pulumiEnvironment().PATH!.split(delimiter);
  return HOSTS.every((host) => isExecutable(join(bin, host)));
}
