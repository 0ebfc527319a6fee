import { type Properties, hasUnknown, same } from "./values";

/** How one property differs. */
export interface PropertyChange {
  kind: "add" | "delete" | "update";
  /** Whether AWS cannot change it on an existing object. */
  replace: boolean;
}

/** Compares the inputs of the last deployment with the new ones, property by property. */
export function diff(olds: Properties, news: Properties, replaceOn: string[]): Map<string, PropertyChange> {
  const changes = new Map<string, PropertyChange>();
  for (const name of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    const [before, after] = [olds[name], news[name]];
    if (!hasUnknown(after) && same(before, after)) continue;
    const kind = before === undefined ? "add" : after === undefined ? "delete" : "update";
    changes.set(name, { kind, replace: replaceOn.includes(name) });
  }
  return changes;
}
