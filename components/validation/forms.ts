import type { Finding } from "./problem";

/** What a text must look like. */
export interface Form {
  readonly pattern: RegExp;
  /** Most characters. Defaults to what the pattern allows. */
  readonly longest?: number;
  readonly allowed: string;
  /** What to change: a sentence, or one that depends on the text. */
  readonly fix: string | ((text: string) => string);
}

/** Whether a text has a form. */
export function matches({ pattern, longest = Infinity }: Pick<Form, "pattern" | "longest">, text: string): boolean {
  return pattern.test(text) && text.length <= longest;
}

/** Refuses a text that is given and has another form. */
export function mustMatch(form: Form, path: string, text: string | undefined): Finding | undefined {
  if (text === undefined || matches(form, text)) return undefined;
  const { allowed, fix } = form;
  return { path, value: text, allowed, fix: typeof fix === "string" ? fix : fix(text) };
}

/** Refuses each text of a list that has another form. */
export function eachMustMatch(form: Form, path: string, texts: readonly string[] = []): Finding[] {
  return texts.flatMap((text, index) => mustMatch(form, `${path}[${index}]`, text) ?? []);
}

/** Refuses a number that is given and not whole or out of bounds. */
export function mustBeWhole(path: string, value: number | undefined, min: number, max?: number): Finding | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= (max ?? Number.MAX_SAFE_INTEGER)))
    return undefined;
  const allowed = max === undefined ? `a whole number from ${min} up` : `a whole number from ${min} to ${max}`;
  return { path, value, allowed, fix: `Set ${path} to ${allowed}, or leave it out.` };
}
