import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { touches } from "./known";
import { formatProblem, type Problem } from "./problem";
import type { Rule } from "./rule";
import { NOT_SHOWN, shownValue } from "./sensitive";
import { type ComponentName, shapeProblems } from "./shape";

/** How the arguments of a component are checked. */
export interface Validation<S> {
  readonly component: ComponentName;
  readonly rules: readonly Rule<S>[];
  /** What the rules look at, from arguments of the right shape that lack what is unknown. */
  readonly subject: (name: string, args: never, unknown: string[]) => S;
}

/** All problems of arguments, but for those that depend on unknown values. */
export function problemsOf<S>(validation: Validation<S>, name: string, args: unknown, unknown: string[]): Problem[] {
  const shape = shapeProblems(validation.component, args, unknown);
  const unusable = [...unknown, ...shape.map((problem) => problem.path)];
  if (touches(unusable, "args")) return shape;
  const runnable = validation.rules.filter((rule) => !rule.reads.some((path) => touches(unusable, path)));
  if (runnable.length === 0) return shape;
  const subject = validation.subject(name, args as never, unknown);
  return [...shape, ...runnable.flatMap((rule) => rule.check(subject))].map(hideSecret);
}

/** Throws all problems as one error. */
export function refuse(component: ComponentName, name: string, problems: Problem[], consequence: string): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const error = new pulumi.InputPropertiesError({
    message: `${component} "${name}": ${count}, ${consequence}.\n${problems.map(formatProblem).join("\n")}`,
    errors: problems.map((problem) => ({ propertyPath: problem.path, reason: formatProblem(problem) })),
  });
  // A program's failure is printed by inspection: the reader needs the problems, not the stack and the fields.
  Object.defineProperty(error, inspect.custom, { value: () => error.message });
  throw error;
}

/** Leaves out the values of arguments that the program made secret, and advice that may be made of them. */
export function hideSecrets(problems: Problem[], secrets: string[]): Problem[] {
  const hidden = { value: NOT_SHOWN, fix: "Give another value; this one is a secret." };
  return problems.map((problem) =>
    touches(secrets, problem.path) && problem.value !== NOT_SHOWN ? { ...problem, ...hidden } : problem,
  );
}

/** Whatever rule refuses a key of a secret: its value does not belong into logs. */
function hideSecret(problem: Problem): Problem {
  const key = /\["([^"]+)"\]$/.exec(problem.path)?.[1];
  return key === undefined || problem.value === undefined
    ? problem
    : { ...problem, value: shownValue(key, problem.value) };
}
