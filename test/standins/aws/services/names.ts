import type { Properties } from "../plugin/values";

/** Where the SDK's name of a field is not the package's name with a capital. */
const SPECIAL: [string, string][] = [
  ["id", "ID"],
  ["kmsMasterKeyId", "KMSMasterKeyID"],
  ["sseAlgorithm", "SSEAlgorithm"],
];
const toSdk = new Map(SPECIAL);
const fromSdk = new Map(SPECIAL.map(([ours, theirs]) => [theirs, ours]));

/** Fields as the SDK names them: `{ bucketKeyEnabled }` becomes `{ BucketKeyEnabled }`, at any depth. */
export function sdkNames(value: any): any {
  return renamed(value, (name) => toSdk.get(name) ?? name[0].toUpperCase() + name.slice(1));
}

/** Fields as the package names them. */
export function packageNames(value: any): any {
  return renamed(value, (name) => fromSdk.get(name) ?? name[0].toLowerCase() + name.slice(1));
}

function renamed(value: any, rename: (name: string) => string): any {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value as Properties).map(([name, item]) => [rename(name), renamed(item, rename)]),
  );
}

/** Tags as a list, as most of AWS's services want them. */
export function tagList(tags: Record<string, string> = {}): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags as properties; the same twice, because there are no default tags here. */
export function tagProperties(list: { Key?: string; Value?: string }[] = []): {
  tags: Record<string, string>;
  tagsAll: Record<string, string>;
} {
  const tags = Object.fromEntries(list.map(({ Key, Value }) => [Key!, Value!]));
  return { tags, tagsAll: tags };
}
