/** Files of the checkout that name its version. The package schema does too: it is generated. */
export const MANIFESTS = ["package.json", "components/package.json", "plugin/package.json"];
export const LOCK = "package-lock.json";

/** A package.json with another version. */
export function withVersion(manifest: string, version: string): string {
  return json({ ...(JSON.parse(manifest) as object), version });
}

/** package-lock.json with another version of the packages in this repository. */
export function lockWithVersion(lock: string, version: string): string {
  const content = JSON.parse(lock) as { version: string; packages: Record<string, { version?: string }> };
  content.version = version;
  for (const manifest of MANIFESTS) content.packages[manifest.replace(/\/?package\.json$/, "")].version = version;
  return json(content);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
