import * as pulumi from "@pulumi/pulumi";

/** Arguments as far as they are known before any resource exists. */
export interface Known {
  /** The arguments without what is not known. */
  readonly value: unknown;
  /** Property paths of Outputs: present, but only the engine will know their values. */
  readonly unknown: string[];
}

/** Takes Outputs and promises out of arguments and remembers where they stood. */
export function knownPart(args: unknown): Known {
  const unknown: string[] = [];
  const visit = (value: unknown, path: string): unknown => {
    // A plugin gets what is unknown as it came over the wire, unless it comes with the resource that it depends on.
    if (pulumi.Output.isInstance(value) || value instanceof Promise || pulumi.isUnknown(value)) {
      unknown.push(path);
      return undefined;
    }
    if (Array.isArray(value)) return value.map((item, index) => visit(item, `${path}[${index}]`));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item, propertyPath(path, key))]));
  };
  return { value: visit(args, ""), unknown };
}

/** Property paths of what is secret: only a running program knows which Outputs are. */
export function secretPaths(args: unknown): pulumi.Output<string[]> {
  const visit = (value: unknown, path: string): Promise<string[]>[] => {
    if (pulumi.Output.isInstance(value)) return [pulumi.isSecret(value).then((secret) => (secret ? [path] : []))];
    if (typeof value !== "object" || value === null || value instanceof Promise) return [];
    return Object.entries(value).flatMap(([key, item]) =>
      visit(item, Array.isArray(value) ? `${path}[${key}]` : propertyPath(path, key)),
    );
  };
  return pulumi.output(Promise.all(visit(args, "")).then((paths) => paths.flat()));
}

/** The path of a property below a path: `job.arguments`, `flinkConfiguration["a.b"]`. */
export function propertyPath(path: string, key: string): string {
  if (!/^[A-Za-z_]\w*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** Whether a path is one of the paths or lies above or below one. */
export function touches(paths: string[], path: string): boolean {
  return paths.some((other) => other === path || isBelow(other, path) || isBelow(path, other));
}

function isBelow(path: string, ancestor: string): boolean {
  return path.startsWith(`${ancestor}.`) || path.startsWith(`${ancestor}[`);
}
