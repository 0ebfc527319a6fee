import * as pulumi from "@pulumi/pulumi";
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

// An Output in a string is a mistake of the program: let it throw.
process.env.PULUMI_ERROR_OUTPUT_STRING = "1";

/** A resource as the program asked the engine for it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly custom: boolean;
  /** Secrets are plain here, see `secrets`; what is unknown is `UNKNOWN`. */
  readonly inputs: any;
  /** Paths of the inputs that were secret: `data`, `spec.template`. */
  readonly secrets: string[];
  /** URN of the parent. */
  readonly parent: string;
  /** URNs of everything that it is created after and deleted before. */
  readonly dependencies: string[];
  /** Names of the hooks before an update. */
  readonly beforeUpdate: string[];
  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;
  /** Whether it stays when Pulumi forgets it. */
  readonly retainOnDelete: boolean;
}

/** What stands for a value that only the engine will know. */
export const UNKNOWN = "(unknown)";

/** What a program registered and what it returned. */
export interface Recorded<T> {
  readonly resources: Registered[];
  readonly result: T;
  /** The one resource of that type and name. */
  find(type: string, name: string): Registered;
}

/** How a program is run. */
export interface RunOptions {
  /** At preview no resource has properties but its inputs, so that uids are unknown. */
  readonly preview?: boolean;
  /** Whether objects have uids; a provider that could not ask the server leaves them out. Defaults to true. */
  readonly uids?: boolean;
  /** Properties that the provider adds to those of a resource, once it exists. */
  readonly properties?: (type: string, name: string, inputs: any) => object;
  /** What the provider's functions return. */
  readonly call?: (token: string, inputs: any) => object;
}

/** Runs a program that registers resources, with a recorder in the engine's place. */
export async function record<T>(
  program: () => T,
  { preview = false, uids = true, properties, call }: RunOptions = {},
): Promise<Recorded<T>> {
  const resources: Registered[] = [];
  const newResource = ({ type, name, inputs, custom }: pulumi.runtime.MockResourceArgs) => ({
    id: custom && !preview ? `${name}-id` : undefined,
    state: custom
      ? {
          ...inputs,
          ...added(type, name, inputs),
          metadata: {
            ...inputs.metadata,
            ...(uids && { uid: preview ? pulumi.runtime.unknownValue : `uid of ${type} ${name}` }),
          },
        }
      : {},
  });
  const added = (type: string, name: string, inputs: any) => {
    const given = Object.entries(properties?.(type, name, inputs) ?? {});
    return Object.fromEntries(given.map(([key, value]) => [key, preview ? pulumi.runtime.unknownValue : value]));
  };
  await pulumi.runtime.setMocks(
    { newResource, call: ({ token, inputs }) => call?.(token, inputs) ?? {} },
    "project",
    "stack",
    preview,
  );

  // Mocks are not told of parents, dependencies and hooks; the requests have them.
  const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
  Object.assign(monitor, {
    registerResourceHook: (_: unknown, done: (error: null, response: object) => void) => done(null, {}),
  });
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) =>
    register(request, (error, response) => {
      if (response) resources.push(registered(request, response.getUrn()));
      callback(error, response);
    });

  const result = await withoutStacks(async () => {
    const made = program();
    // Waits until nothing is being registered any more, and ends the server of the hooks.
    await pulumi.runtime.disconnect();
    return { made };
  });
  return {
    resources,
    result: result.made,
    find(type, name) {
      const found = resources.filter((resource) => resource.type === type && resource.name === name);
      if (found.length !== 1)
        throw new Error(
          `${found.length} resources ${type} ${name} among ${resources.map((r) => `${r.type} ${r.name}`).join(", ")}`,
        );
      return found[0];
    },
  };
}

/** Pulumi keeps a stack for every promise; mapping these to TypeScript is a third of the time. */
async function withoutStacks<T>(action: () => Promise<T>): Promise<T> {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return await action();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** The value of an Output, with `UNKNOWN` for one that is not known. */
export async function valueOf<T>(output: pulumi.Output<T>): Promise<T | typeof UNKNOWN> {
  const inside = output as unknown as { promise(): Promise<T>; isKnown: Promise<boolean> };
  return (await inside.isKnown) ? inside.promise() : UNKNOWN;
}

function registered(request: any, urn: string): Registered {
  const secrets: string[] = [];
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    custom: request.getCustom(),
    inputs: plain(request.getObject().toJavaScript(), "", secrets),
    secrets,
    parent: request.getParent(),
    dependencies: request.getDependenciesList(),
    beforeUpdate: request.getHooks()?.getBeforeUpdateList() ?? [],
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
  };
}

function plain(value: any, path: string, secrets: string[]): any {
  if (value === pulumi.runtime.unknownValue) return UNKNOWN;
  if (pulumi.runtime.isRpcSecret(value)) {
    secrets.push(path);
    return plain(value.value, path, secrets);
  }
  if (Array.isArray(value)) return value.map((item, index) => plain(item, `${path}[${index}]`, secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, plain(item, path === "" ? key : `${path}.${key}`, secrets)]),
  );
}
