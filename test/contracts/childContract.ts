import { createHash } from "node:crypto";
import { type GoldenProgram, registered, stableJson } from "../generated/objects";
import type { Registered } from "../support/mocks";
import type { Contracts } from "./contracts";

/** Every child that the programs register: its identity, and a digest of its object by program. */
export async function childContract(programs: readonly GoldenProgram[]): Promise<Contracts["children"]> {
  const children: Record<string, Record<string, string>> = {};
  for (const program of programs) {
    const resources = await registered(program);
    for (const resource of resources.filter(({ parent }) => parent !== ""))
      (children[identity(resource, resources)] ??= {})[program.name] = digest(resource);
  }
  return children;
}

/** The part of a URN that the library decides: types of the ancestors and its own, and its name. */
export function identity({ urn, name, parent }: Registered, all: readonly Registered[]): string {
  const types = urn.split("::")[2];
  let root = all.find((other) => other.urn === parent)!;
  for (let above; (above = all.find((other) => other.urn === root.parent));) root = above;
  return `${types}::${name === root.name ? "<name>" : name.replace(`${root.name}-`, "<name>-")}`;
}

/** Inputs and options; the order of deletion is none of the object's. */
function digest({ inputs, secrets, protect, retainOnDelete, beforeUpdate }: Registered): string {
  const object = stableJson({ inputs, secrets, protect, retainOnDelete, beforeUpdate });
  return createHash("sha256").update(object).digest("hex").slice(0, 12);
}
