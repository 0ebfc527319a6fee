/** What stands for a value that only the engine will know; the same in every Pulumi SDK. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Properties of a resource. */
export type Properties = Record<string, any>;

/** Whether a value is not known yet. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Whether a value, or anything in it, is not known yet. */
export function hasUnknown(value: unknown): boolean {
  return isUnknown(value) || (typeof value === "object" && value !== null && Object.values(value).some(hasUnknown));
}

/** Whether two inputs mean the same; JSON documents are compared by value. */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

/**
 * Whether what AWS has is what was asked for. AWS fills in what was left out, so it may have more properties, and it
 * gives documents back in an order and a form of its own.
 */
export function satisfies(live: unknown, asked: unknown): boolean {
  if (isPlain(live) && isPlain(asked))
    return Object.entries(asked).every(([key, value]) => satisfies(live[key], value));
  if (Array.isArray(live) && Array.isArray(asked))
    return live.length === asked.length && asked.every((item, index) => satisfies(live[index], item));
  return same(live, asked);
}

const isPlain = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function canonical(value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value === "string") return canonicalDocument(parseDocument(value)) ?? value;
  if (Array.isArray(value)) return value.map(canonical);
  if (!isPlain(value)) return value;
  return sortedByKey(value, canonical);
}

/** A JSON object in a string, else undefined. */
function parseDocument(text: string): Properties | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Properties;
  } catch {
    return undefined;
  }
}

/** A policy document's lists of strings are sets, and a list of one is that one. Statements keep their order. */
function canonicalDocument(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(canonicalDocument);
    if (items.every((item) => typeof item === "string")) items.sort();
    return items.length === 1 ? items[0] : items;
  }
  return isPlain(value) ? sortedByKey(value, canonicalDocument) : value;
}

function sortedByKey(value: Properties, convert: (item: unknown) => unknown): Properties {
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, convert(item)]),
  );
}

/** Without the properties that are undefined or null, at any depth: protobuf has no undefined. */
export function defined<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_, item: unknown) => (item === null ? undefined : item))) as T;
}
