import { execa } from "execa";
import { artifact } from "../toolchain/artifacts";
import { CONTEXT, paths } from "./layout";

/** Runs kubectl on the sandbox and returns what it printed. */
export async function kubectl(args: string[], input?: string): Promise<string> {
  const { stdout } = await execa(artifact("kubernetes").bin("kubectl"), ["--kubeconfig", paths().kubeconfig, ...args], {
    input,
  });
  return stdout;
}

/** Makes objects as given, or brings them to it. */
export async function apply(...objects: object[]): Promise<void> {
  const list = { apiVersion: "v1", kind: "List", items: objects };
  await kubectl(
    ["apply", "--server-side", "--force-conflicts", `--field-manager=${CONTEXT}`, "-f", "-"],
    JSON.stringify(list),
  );
}
