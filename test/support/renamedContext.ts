import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { sandbox } from "../../sandbox/client";

/** The sandbox's kubeconfig with its context under another name: that of a stack or page. */
export function renamedContext(context: string): string {
  const config = parse(readFileSync(sandbox().kubeconfig, "utf8")) as {
    contexts: { name: string }[];
    "current-context": string;
  };
  config.contexts = [{ ...config.contexts.find(({ name }) => name === config["current-context"])!, name: context }];
  return stringify({ ...config, "current-context": context });
}
