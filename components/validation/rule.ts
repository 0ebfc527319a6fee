import type { Finding, Problem } from "./problem";

/** What a check finds: nothing, one refused setting, or several. */
export type Findings = Finding | false | undefined | readonly Findings[];

/** A declared rule: what it refuses, what it reads, and the check. */
export interface Rule<S> {
  /** What is refused, in a sentence for each id that the check can give. */
  readonly refuses: Readonly<Record<string, string>>;
  /** Property paths whose values the check reads: it is left out while one of these is unknown or has the wrong shape. */
  readonly reads: readonly string[];
  /** Property paths of which the check asks only whether they are given: their values may be unknown. */
  readonly asksFor: readonly string[];
  readonly check: (subject: S) => Problem[];
}

/** Declares a rule of one id. Paths that end in `?` are those of which it only asks whether they are given. */
export function rule<S>(
  id: string,
  refuses: string,
  reads: readonly string[],
  check: (subject: S) => Findings,
): Rule<S> {
  return ruleOfKinds({ [id]: refuses }, reads, (subject) =>
    listOf(check(subject)).map((finding) => ({ rule: id, ...finding })),
  );
}

/** Declares a rule whose computation finds problems of several kinds, each with an id. */
export function ruleOfKinds<S>(
  refuses: Readonly<Record<string, string>>,
  reads: readonly string[],
  check: (subject: S) => Problem[],
): Rule<S> {
  return {
    refuses,
    reads: reads.filter((path) => !path.endsWith("?")),
    asksFor: reads.filter((path) => path.endsWith("?")).map((path) => path.slice(0, -1)),
    check(subject) {
      const problems = check(subject);
      const undeclared = problems.find((problem) => !Object.hasOwn(refuses, problem.rule));
      if (undeclared)
        throw new Error(`a rule gave ${undeclared.rule}, but declares ${Object.keys(refuses).join(", ")}`);
      return problems;
    },
  };
}

function listOf(findings: Findings): Finding[] {
  if (!findings) return [];
  return "path" in findings ? [findings] : findings.flatMap(listOf);
}
