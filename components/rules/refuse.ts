import type { FlinkClusterArgs } from "../arguments/flinkCluster";
import { clusterSpec, type PlainArgs } from "../model/clusterSpec";
import { knownPart } from "../validation/known";
import type { Problem } from "../validation/problem";
import { hideSecrets, problemsOf, refuse, type Validation } from "../validation/validation";
import { RULES } from ".";
import { IMAGE_REFERENCE } from "./image";
import type { Subject } from "./subject";

/** How the arguments of a FlinkCluster are checked. */
export const FLINK_CLUSTER: Validation<Subject> = {
  component: "FlinkCluster",
  rules: RULES,
  subject: (name, args: PlainArgs) => ({ args, spec: clusterSpec(args), clusterId: args.clusterId ?? name }),
};

/** Refuses arguments that are wrong as far as they are known now, before anything is registered. */
export function refuseKnownInvalid(name: string, args: FlinkClusterArgs): void {
  const { value, unknown } = knownPart(args);
  refuse("FlinkCluster", name, argumentProblems(name, value, unknown), "nothing was created");
}

/** Refuses arguments that turn out to be wrong once Outputs are known; the image and what else is listed may still be missing. */
export function refuseInvalid(
  name: string,
  args: Omit<PlainArgs, "image">,
  unknown: string[] = [],
  secrets: string[] = [],
): PlainArgs {
  refuse("FlinkCluster", name, hideSecrets(argumentProblems(name, args, ["image", ...unknown]), secrets), LATE);
  return args as PlainArgs;
}

/** Refuses an image that turns out to be wrong once it is known. */
export function refuseInvalidImage(name: string, image: string, secrets: string[] = []): string {
  refuse("FlinkCluster", name, hideSecrets(IMAGE_REFERENCE.check({ args: { image } }), secrets), LATE);
  return image;
}

/** What Outputs turn out to be is known only when objects that do not depend on them exist already. */
const LATE = "no pod was created or changed";

/** All problems of arguments, but for those that depend on unknown values. */
export function argumentProblems(name: string, args: unknown, unknown: string[]): Problem[] {
  return problemsOf(FLINK_CLUSTER, name, args, unknown);
}
