import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { clusterSpec, type PlainArgs } from "../clusterSpec";
import type { FlinkClusterArgs } from "../flinkClusterArgs";
import { knownPart, touches } from "./known";
import { formatProblem, type Problem } from "./problem";
import type { Rule } from "./rule";
import { RULES } from "./rules";
import { imageProblems } from "./rules/image";
import { shownValue } from "./sensitive";
import { shapeProblems } from "./shape";

/** Refuses arguments that are wrong as far as they are known now, before anything is registered. */
export function refuseKnownInvalid(name: string, args: FlinkClusterArgs): void {
  const { value, unknown } = knownPart(args);
  refuse(name, argumentProblems(name, value, unknown), "nothing was created");
}

/** Refuses arguments that turn out to be wrong once Outputs are known; the image alone may still be missing. */
export function refuseInvalid(name: string, args: Omit<PlainArgs, "image">): PlainArgs {
  refuse(name, argumentProblems(name, args, ["image"]), LATE);
  return args as PlainArgs;
}

/** Refuses an image that turns out to be wrong once it is known. */
export function refuseInvalidImage(name: string, image: string): string {
  refuse(name, imageProblems(image), LATE);
  return image;
}

/** What Outputs turn out to be is known only when objects that do not depend on them exist already. */
const LATE = "no pod was created or changed";

/** All problems of arguments, but for those that depend on unknown values. */
export function argumentProblems(name: string, args: unknown, unknown: string[]): Problem[] {
  const shape = shapeProblems(args, unknown);
  const unusable = [...unknown, ...shape.map((problem) => problem.path)];
  if (touches(unusable, "args")) return shape;
  const plain = args as PlainArgs;
  const usable = (rule: Rule) => !rule.reads.some((path) => touches(unusable, path));
  const runnable = RULES.filter(usable);
  if (runnable.length === 0) return shape;
  const subject = { args: plain, spec: clusterSpec(plain), clusterId: plain.clusterId ?? name };
  return [...shape, ...runnable.flatMap((rule) => rule.check(subject))].map(hideSecret);
}

/** Whatever rule refuses a key of a secret: its value does not belong into logs. */
function hideSecret(problem: Problem): Problem {
  const key = /\["([^"]+)"\]$/.exec(problem.path)?.[1];
  return key === undefined || problem.value === undefined ? problem : { ...problem, value: shownValue(key, problem.value) };
}

function refuse(name: string, problems: Problem[], consequence: string): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const error = new pulumi.InputPropertiesError({
    message: `FlinkCluster "${name}": ${count}, ${consequence}.\n${problems.map(formatProblem).join("\n")}`,
    errors: problems.map((problem) => ({ propertyPath: problem.path, reason: formatProblem(problem) })),
  });
  // A program's failure is printed by inspection: the reader needs the problems, not the stack and the fields.
  Object.defineProperty(error, inspect.custom, { value: () => error.message });
  throw error;
}
