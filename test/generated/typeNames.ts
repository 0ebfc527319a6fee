/** The types of a package schema, as far as their names matter. */
interface Types {
  types?: Record<string, { properties?: Record<string, object> }>;
}

/**
 * What S3StateStorage gives and FlinkCluster takes: TypeScript compares structures, but Go, .NET and Java only take a
 * value of the argument's own type.
 */
const GIVEN_AS_ARGUMENT: Record<string, string> = {
  S3StateLocation: "StateStorageArgs",
  S3StateIdentity: "StorageIdentityArgs",
  S3StateOwner: "StateOwnerArgs",
};

const PREFIX = "flink:index:";

/** Names types as SDK generators expect it: they add `Args` to what is an argument, and one type has one name. */
export function withTypeNames<S extends Types>(schema: S): S {
  const types = Object.entries(schema.types ?? {}).filter(([token]) => !(bare(token) in GIVEN_AS_ARGUMENT));
  for (const [given, argument] of Object.entries(GIVEN_AS_ARGUMENT)) mustFit(schema, given, argument);
  return renamed({ ...schema, types: Object.fromEntries(types.map(([token, type]) => [newToken(token), type])) });
}

function mustFit({ types }: Types, given: string, argument: string): void {
  const properties = (name: string) => types?.[`${PREFIX}${name}`]?.properties ?? {};
  const taken = Object.keys(properties(argument));
  const missing = Object.keys(properties(given)).filter((property) => !taken.includes(property));
  if (missing.length > 0 || Object.keys(properties(given)).length === 0)
    throw new Error(`${argument} does not take ${missing.join(", ")} of ${given}`);
}

/** The same with every reference to a type by its new name. */
function renamed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (key: string, item: unknown) =>
    key === "$ref" && typeof item === "string" ? `#/types/${newToken(item.replace("#/types/", ""))}` : item,
  ) as T;
}

function newToken(token: string): string {
  const name = bare(token);
  return `${PREFIX}${(GIVEN_AS_ARGUMENT[name] ?? name).replace(/Args$/, "")}`;
}

function bare(token: string): string {
  return token.replace(PREFIX, "");
}
