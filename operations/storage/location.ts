/** Bucket and prefix of a URI in the store, the prefix without slashes at its ends. */
export function location(uri: string): { bucket: string; prefix: string } {
  const url = new URL(uri);
  return { bucket: url.hostname, prefix: url.pathname.replace(/^\/+|\/+$/g, "") };
}

/** Whether two URIs name the same bucket and folder; s3, s3a and s3p are the same store. */
export function sameLocation(one: string, other: string): boolean {
  const [left, right] = [one, other].map((uri) => (URL.canParse(uri) ? location(uri) : undefined));
  return left !== undefined && left.bucket === right?.bucket && left.prefix === right.prefix;
}

/** A prefix as the beginning of the keys below it. */
export function folder(prefix: string): string {
  return prefix === "" ? "" : `${prefix}/`;
}

/** Last part of a key; a savepoint has no folders. */
export function fileName(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}
