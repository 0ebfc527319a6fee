import type { Step } from "./awsStack";

/** What the plan's JSON has for a value that only AWS or Kubernetes will know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Type and name of a resource, `aws:s3/bucket:Bucket orders-state`. */
export function planned(urn: string): string {
  const [, , types, name] = urn.split("::");
  return `${types.split("$").at(-1)} ${name}`;
}

/** Inputs of a step as the program gave them: documents as objects, without defaults and names that the plugin made up. */
export function inputsOf({ urn, newState }: Pick<Step, "urn" | "newState">): any {
  const [, name] = planned(urn).split(" ");
  return plain(newState?.inputs, (value) => new RegExp(`^${name}-[0-9a-f]{7}$`).test(value));
}

function plain(value: any, isMadeUp: (text: string) => boolean): any {
  if (Array.isArray(value)) return value.map((item) => plain(item, isMadeUp));
  if (typeof value === "string" && value.startsWith("{")) return JSON.parse(value);
  if (typeof value !== "object" || value === null) return value;
  // The official plugin lists the defaults that it has added.
  const defaults: string[] = value.__defaults ?? [];
  const given = Object.entries(value as Record<string, unknown>).filter(
    ([key, item]) => key !== "__defaults" && !defaults.includes(key) && !(key === "name" && isMadeUp(String(item))),
  );
  return Object.fromEntries(given.map(([key, item]) => [key, plain(item, isMadeUp)]));
}
