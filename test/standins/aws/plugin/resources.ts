import { createHash } from "node:crypto";
import { checkObject, type Failure } from "../schema/check";
import type { Schema } from "../schema/shapes";
import { type Aws, describeError, isNotFound } from "./aws";
import { type PropertyChange, diff } from "./diff";
import type { Handler } from "./handler";
import { type Properties, UNKNOWN, defined, hasUnknown, isUnknown, satisfies } from "./values";

/** An object that AWS made but that is not what was asked for yet. The engine records it and updates it next time. */
export class Incomplete extends Error {
  constructor(
    readonly id: string,
    readonly properties: Properties,
    reason: string,
  ) {
    super(reason);
  }
}

/** Everything a provider does with resources, in terms of handlers; no protocol in it. */
export class Resources {
  constructor(
    private readonly handlers: Record<string, Handler>,
    private readonly schema: Schema,
    private readonly aws: (region?: string) => Aws,
  ) {}

  /** The inputs with a name, and everything that is wrong with them. */
  check(
    urn: string,
    olds: Properties,
    news: Properties,
    seed: Uint8Array,
  ): { inputs: Properties; failures: Failure[] } {
    const handler = this.handler(urn);
    const { inputs: shape } = this.schema[typeOf(urn)];
    const failures = checkObject(news, shape);
    for (const property of Object.keys(news).filter(
      (name) => Object.hasOwn(shape.object, name) && !handler.serves.includes(name),
    )) {
      failures.push({
        property,
        reason:
          "is an input of the type, but the stand-in does not pass it on to AWS. Add it to test/standins/aws/services",
      });
    }
    return { inputs: named(handler, documentsAsText(defined(news)), olds, nameOf(urn), seed), failures };
  }

  /** What differs, and whether the old object must go before the new one is made. */
  diff(
    urn: string,
    olds: Properties,
    news: Properties,
  ): { changes: Map<string, PropertyChange>; deleteBeforeReplace: boolean } {
    const { replaceOn, name } = this.handler(urn);
    const changes = diff(olds, news, [...replaceOn, "region"]);
    const replaced = [...changes.values()].some(({ replace }) => replace);
    return { changes, deleteBeforeReplace: replaced && name !== undefined && !changes.has(name.input) };
  }

  /** Makes the object; at preview only says which properties it will have. */
  async create(urn: string, inputs: Properties, preview: boolean): Promise<{ id: string; properties: Properties }> {
    if (preview) return { id: "", properties: this.foreseen(urn, inputs) };
    const handler = this.handler(urn);
    const aws = this.regional(inputs);
    const id = await doing("creating", urn, () => handler.create(inputs, aws));
    try {
      await handler.settle?.(id, inputs, aws);
      return { id, properties: await this.state(urn, id, inputs) };
    } catch (error) {
      throw new Incomplete(id, inputs, `completing ${label(urn)}: ${describeError(error)}`);
    }
  }

  /** What AWS has; undefined when the object is gone. Inputs that AWS has otherwise are given as AWS has them. */
  async read(
    urn: string,
    id: string,
    inputs: Properties,
    state: Properties,
  ): Promise<{ inputs: Properties; properties: Properties } | undefined> {
    const live = await this.live(urn, id, state);
    if (live === undefined) return undefined;
    const properties = this.properties(urn, live, state);
    // An import knows no inputs: everything it finds that can be one is.
    const declared = Object.keys(this.schema[typeOf(urn)].inputs.object);
    const given =
      Object.keys(inputs).length > 0 ? inputs : Object.fromEntries(declared.map((name) => [name, live[name]]));
    const found = (name: string, value: unknown): unknown =>
      name in live && !satisfies(live[name], value) ? live[name] : value;
    return {
      inputs: defined(Object.fromEntries(Object.entries(given).map(([name, value]) => [name, found(name, value)]))),
      properties,
    };
  }

  /** Gives an existing object all inputs; at preview only says which properties it will have. */
  async update(urn: string, id: string, inputs: Properties, state: Properties, preview: boolean): Promise<Properties> {
    if (preview) return { ...state, ...inputs };
    const handler = this.handler(urn);
    const aws = this.regional(inputs);
    await doing("updating", urn, async () => {
      await handler.update?.(id, inputs, aws);
      await handler.settle?.(id, inputs, aws);
    });
    return this.state(urn, id, inputs);
  }

  /** Removes the object, if it is still there. */
  async delete(urn: string, id: string, state: Properties): Promise<void> {
    await doing("deleting", urn, async () => {
      try {
        await this.handler(urn).delete(id, this.regional(state), state);
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    });
  }

  private handler(urn: string): Handler {
    const type = typeOf(urn);
    const handler = this.handlers[type];
    if (!handler)
      throw new Error(
        `the stand-in for the AWS provider plugin does not serve ${type}; it serves ${Object.keys(this.handlers).join(", ")}`,
      );
    return handler;
  }

  private regional(properties: Properties): Aws {
    return this.aws(isUnknown(properties.region) ? undefined : properties.region);
  }

  private async live(urn: string, id: string, known: Properties): Promise<Properties | undefined> {
    const live = await doing("reading", urn, () => this.handler(urn).read(id, this.regional(known), known));
    return live && defined(live);
  }

  private async state(urn: string, id: string, inputs: Properties): Promise<Properties> {
    const live = await this.live(urn, id, inputs);
    if (live === undefined) throw new Error(`${label(urn)} is not there although AWS accepted it`);
    return this.properties(urn, live, inputs);
  }

  /** What AWS tells and, of the inputs, what it does not (forceDestroy); only what the package declares. */
  private properties(urn: string, live: Properties, known: Properties): Properties {
    const { inputs, outputs } = this.schema[typeOf(urn)];
    const untold = Object.entries(known).filter(([name]) => Object.hasOwn(inputs.object, name) && !(name in live));
    const all: Properties = { region: this.regional(known).region, ...Object.fromEntries(untold), ...live };
    return defined(Object.fromEntries(outputs.filter((name) => name in all).map((name) => [name, all[name]])));
  }

  /** Properties at preview: inputs, and of the others that nobody knows yet. */
  private foreseen(urn: string, inputs: Properties): Properties {
    const { outputs } = this.schema[typeOf(urn)];
    return { ...Object.fromEntries(outputs.map((name) => [name, UNKNOWN])), ...inputs };
  }
}

async function doing<T>(what: string, urn: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new Error(`${what} ${label(urn)}: ${describeError(error)}`, { cause: error });
  }
}

const label = (urn: string) => `${typeOf(urn)} ${nameOf(urn)}`;
/** The type is the last of the types of a resource and its parents. */
const typeOf = (urn: string) => urn.split("::")[2].split("$").at(-1)!;
const nameOf = (urn: string) => urn.split("::").slice(3).join("::");

/** Names that are not given are made up once: the logical name and seven digits, as the official plugin does. */
function named({ name }: Handler, inputs: Properties, olds: Properties, stem: string, seed: Uint8Array): Properties {
  if (!name?.make || inputs[name.input] !== undefined) return inputs;
  const digits = createHash("sha256").update(seed).update(stem).digest("hex").slice(0, 7);
  return { ...inputs, [name.input]: olds[name.input] ?? name.make(`${stem}-${digits}`) };
}

const DOCUMENTS = ["policy", "assumeRolePolicy"];

/** A policy may be given as an object; AWS takes its text. */
function documentsAsText(inputs: Properties): Properties {
  const text = (value: unknown) =>
    typeof value !== "object" ? value : hasUnknown(value) ? UNKNOWN : JSON.stringify(value);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, DOCUMENTS.includes(name) ? text(value) : value]),
  );
}
