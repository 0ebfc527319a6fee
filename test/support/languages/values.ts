/** An argument as a program in any language can write it. */
export type Value = string | number | boolean | Value[] | { [key: string]: Value } | Marked;

/** A value that is no literal, written in each language's own way. */
export class Marked {
  constructor(
    /** A secret, what the stack's configuration says, or the id of a resource that does not exist yet. */
    readonly kind: "secret" | "configured" | "unknown",
    readonly text = "",
  ) {}
}

export const secret = (text: string) => new Marked("secret", text);
export const configured = (text: string) => new Marked("configured", text);
export const UNKNOWN = new Marked("unknown");

/** Whether a value has a part of a kind. */
export function holds(value: Value, kind: Marked["kind"]): boolean {
  return marked(value).some((one) => one.kind === kind);
}

/** All parts that are no literals. */
export function marked(value: Value): Marked[] {
  if (value instanceof Marked) return [value];
  return typeof value === "object" ? Object.values(value).flatMap(marked) : [];
}
