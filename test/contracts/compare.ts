import type { Area, Change, Contracts, Difference, Entries } from "./contracts";

/** How contracts differ from released ones. */
export function differences(released: Contracts, now: Contracts): Difference[] {
  return [
    ...schema(released.schema, now.schema),
    ...children(released.children, now.children),
    ...objects(released.children, now.children),
    ...defaults(released.defaults, now.defaults),
    ...entries("rule id", setOf(released.rules), setOf(now.rules)),
  ];
}

/** What is new or gone stands for all that is in it. */
function schema(was: Entries, is: Entries): Difference[] {
  const found = entries("schema", was, is);
  const whole = new Set(found.filter(({ change }) => change !== "changed").map(({ key }) => key));
  return found
    .filter(({ change, key }) => change === "changed" || !parents(key).some((parent) => whole.has(parent)))
    .map((difference) => (isNewlyRequired(difference, is) ? { ...difference, breaking: true } : difference));
}

/** Of `output S3StateStorage.storage.uri`: with `storage`, and the component. */
function parents(path: string): string[] {
  const keys = path.split(".").slice(0, -1);
  const above = keys.map((_, index) => keys.slice(0, index + 1).join("."));
  return [...above, ...above.map((parent) => parent.replace(/^output /, ""))];
}

/** A program that was complete lacks it. */
function isNewlyRequired({ change, key }: Difference, is: Entries): boolean {
  return change === "added" && !key.startsWith("output ") && is[key].includes(", required");
}

function children(was: Contracts["children"], is: Contracts["children"]): Difference[] {
  return entries("child name", setOf(Object.keys(was)), setOf(Object.keys(is)));
}

/** Objects of children that were there and still are. Programs that nobody recorded at the release have nothing to differ from. */
function objects(was: Contracts["children"], is: Contracts["children"]): Difference[] {
  const programs = new Set(Object.values(was).flatMap(Object.keys));
  return Object.keys(was).flatMap((key) => {
    if (!(key in is)) return [];
    const differing = [...programs].filter((program) => was[key][program] !== is[key][program]).sort();
    if (differing.length === 0) return [];
    return [difference("changed", "object", key, `in ${differing.join(", ")}`, false)];
  });
}

/** A default comes and goes with its argument, which the schema tells. */
function defaults(was: Entries, is: Entries): Difference[] {
  return entries("default", was, is).filter(({ change }) => change === "changed");
}

function entries(area: Area, was: Entries, is: Entries): Difference[] {
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return keys.flatMap((key) => {
    if (!(key in was)) return [difference("added", area, key, is[key], false)];
    if (!(key in is)) return [difference("removed", area, key, was[key], true)];
    return was[key] === is[key] ? [] : [difference("changed", area, key, `${was[key]} is now ${is[key]}`, true)];
  });
}

function difference(change: Change, area: Area, key: string, says: string, breaking: boolean): Difference {
  return { change, area, key, says, breaking };
}

/** Keys about which there is nothing to say but that they exist. */
function setOf(keys: readonly string[]): Entries {
  return Object.fromEntries(keys.map((key) => [key, ""]));
}
