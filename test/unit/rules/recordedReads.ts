import { propertyPath } from "../../../components/validation/known";

/**
 * Which property paths of a value a function reads, `path.*` where it lists what is there. An object that it only walks
 * through is not read.
 */
export function recordedReads<T extends object>(value: T, action: (value: T) => unknown): string[] {
  const reads = new Set<string>();
  const recording = <O extends object>(target: O, path: string): O =>
    new Proxy(target, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof key === "symbol" || typeof value === "function") return value;
        const at = below(target, path, key);
        if (typeof value === "object" && value !== null) return recording(value, at);
        reads.add(at);
        return value;
      },
      has(target, key) {
        if (typeof key === "string") reads.add(below(target, path, key));
        return Reflect.has(target, key);
      },
      ownKeys(target) {
        reads.add(`${path}.*`);
        return Reflect.ownKeys(target);
      },
    });
  action(recording(value, ""));
  return [...reads];
}

function below(target: object, path: string, key: string): string {
  if (!Array.isArray(target)) return propertyPath(path, key);
  return key === "length" ? `${path}.*` : `${path}[${key}]`;
}
