import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { StepError } from "../../toolchain/steps";
import { kubeConfig } from "./kubernetes";
import type { Stack } from "./stack";
import { stackConfig, stackFile } from "./stackFile";

/** Marks values that only fit the sandbox. */
const SANDBOX_IMAGE = "pulumi-flink.sandbox/";

/**
 * Makes sure that a stack for an existing cluster names that cluster and nothing of the sandbox. A stack without
 * a file gets one from dev's, for its owner to complete.
 */
export function prepareForeignStack(stack: Stack): void {
  kubeConfig(stack);
  const file = stackFile(stack);
  if (!existsSync(file)) writeTemplate(stack, file);
  const named = stackConfig(stack, ["kubernetes:context"]);
  if (named !== stack.context) {
    throw new StepError({
      what: `${file} is for the context "${String(named)}", not "${stack.context}"`,
      todo: "Give --stack NAME of a stack for this cluster, or a new name.",
    });
  }
  if (String(stackConfig(stack, ["pulumi-flink:cluster", "image"])).startsWith(SANDBOX_IMAGE)) {
    throw new StepError({
      what: `${file} still has the sandbox's image and storage`,
      todo:
        "Set cluster.namespace (it must exist), cluster.image (with the job's jar in /opt/flink/usrlib), " +
        "cluster.job and cluster.storage in it, remove cluster.imagePullPolicy, then run the command again.",
    });
  }
}

function writeTemplate(stack: Stack, file: string): void {
  copyFileSync(stackFile({ ...stack, name: "dev" }), file);
  const document = parseDocument(readFileSync(file, "utf8"));
  document.delete("encryptionsalt");
  document.commentBefore = ` The cluster of context ${stack.context}.`;
  document.setIn(["config", "kubernetes:context"], stack.context);
  writeFileSync(file, document.toString());
}
