import { SHARED_PLACE } from "../../components/aws/rules/place";
import { S3_STATE_STORAGE } from "../../components/aws/rules/refuse";
import { RULES } from "../../components/rules";
import { SHAPE } from "../../components/validation/shape";
import { PROGRAMS } from "../generated/objects";
import { OPTIONAL_ARGUMENTS, SCHEMA } from "../generated/packageSchema";
import { computedDefault } from "../unit/docs/expectedDefaults";
import { childContract } from "./childContract";
import type { Contracts } from "./contracts";
import { schemaContract } from "./schemaContract";

/** The contracts as the sources have them now. */
export async function currentContracts(): Promise<Contracts> {
  const defaults: Record<string, string> = {};
  for (const argument of OPTIONAL_ARGUMENTS) defaults[argument.path] = await computedDefault(argument);
  const declared = [SHAPE, ...[...RULES, ...S3_STATE_STORAGE.rules, SHARED_PLACE].map(({ refuses }) => refuses)];
  return {
    schema: schemaContract(SCHEMA),
    children: await childContract(PROGRAMS.filter(({ configured }) => !configured)),
    defaults,
    rules: [...new Set(declared.flatMap(Object.keys))].sort(),
  };
}
