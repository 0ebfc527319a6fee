import { arnFits, fits, isArn } from "./patterns";
import { PolicyError } from "./policyError";

/** What a condition key holds; the AWS service that has the key defines it. */
export interface ConditionKey {
  readonly type: "string" | "arn" | "bool" | "numeric" | "date";
  /** May hold several values; such a key needs ForAnyValue or ForAllValues. */
  readonly multivalued?: true;
}

/** Condition keys by name. One that ends with `/` or `:` stands for all that begin with it. */
export type ConditionKeys = Record<string, ConditionKey>;

/** What is known of a request, by the names of condition keys in lower case. A key without value is not there. */
export type Context = ReadonlyMap<string, string[]>;

/** A condition of a statement that has been found to be understood. */
export interface Condition {
  readonly key: string;
  readonly operator: Operator;
  readonly quantifier?: "ForAnyValue" | "ForAllValues";
  readonly ifExists: boolean;
  readonly values: string[];
}

interface Operator {
  readonly name: string;
  readonly types: ConditionKey["type"][];
  readonly compare: (given: string, wanted: string) => boolean;
  /** What its value in a policy must be. */
  readonly valid: (wanted: string) => boolean;
  /** True where none of the values compares. */
  readonly negated?: boolean;
}

const text = (name: string, compare: Operator["compare"], negated?: boolean): Operator => ({
  name,
  types: ["string", "arn"],
  compare,
  valid: () => true,
  negated,
});
const arn = (name: string, negated?: boolean): Operator => ({
  name,
  types: ["arn"],
  compare: (given, wanted) => arnFits(wanted, given),
  valid: isArn,
  negated,
});
const number = (name: string, compare: (given: number, wanted: number) => boolean, negated?: boolean): Operator => ({
  name,
  types: ["numeric"],
  compare: (given, wanted) => compare(Number(given), Number(wanted)),
  valid: (wanted) => wanted.trim() !== "" && Number.isFinite(Number(wanted)),
  negated,
});
const date = (name: string, compare: (given: number, wanted: number) => boolean, negated?: boolean): Operator => ({
  name,
  types: ["date"],
  compare: (given, wanted) => compare(toTime(given), toTime(wanted)),
  valid: (wanted) => Number.isFinite(toTime(wanted)),
  negated,
});
const same = (given: string, wanted: string) => given === wanted;
const sameIgnoringCase = (given: string, wanted: string) => given.toLowerCase() === wanted.toLowerCase();
const like = (given: string, wanted: string) => fits(wanted, given);
const equal = (given: number, wanted: number) => given === wanted;

const OPERATORS: Operator[] = [
  text("StringEquals", same),
  text("StringNotEquals", same, true),
  text("StringEqualsIgnoreCase", sameIgnoringCase),
  text("StringNotEqualsIgnoreCase", sameIgnoringCase, true),
  text("StringLike", like),
  text("StringNotLike", like, true),
  // AWS: ArnEquals and ArnLike behave identically.
  arn("ArnEquals"),
  arn("ArnLike"),
  arn("ArnNotEquals", true),
  arn("ArnNotLike", true),
  { name: "Bool", types: ["bool"], compare: sameIgnoringCase, valid: isBoolean },
  number("NumericEquals", equal),
  number("NumericNotEquals", equal, true),
  number("NumericLessThan", (given, wanted) => given < wanted),
  number("NumericLessThanEquals", (given, wanted) => given <= wanted),
  number("NumericGreaterThan", (given, wanted) => given > wanted),
  number("NumericGreaterThanEquals", (given, wanted) => given >= wanted),
  date("DateEquals", equal),
  date("DateNotEquals", equal, true),
  date("DateLessThan", (given, wanted) => given < wanted),
  date("DateLessThanEquals", (given, wanted) => given <= wanted),
  date("DateGreaterThan", (given, wanted) => given > wanted),
  date("DateGreaterThanEquals", (given, wanted) => given >= wanted),
  { name: "Null", types: ["string", "arn", "bool", "numeric", "date"], compare: same, valid: isBoolean },
];

/** Reads one operator of a statement and what it says of one key; throws for whatever is not understood. */
export function parseCondition(operatorText: string, key: string, values: string[], keys: ConditionKeys): Condition {
  const [, quantifier, name, ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/.exec(operatorText)!;
  const operator = OPERATORS.find((known) => known.name === name);
  if (operator === undefined) throw new PolicyError(`the condition operator ${operatorText} is not supported`);
  const definition = definitionOf(key, keys);
  if (definition === undefined) throw new PolicyError(`the condition key ${key} is not supported`);
  if (!operator.types.includes(definition.type))
    throw new PolicyError(`${operatorText} does not suit the key ${key}, which is of type ${definition.type}`);
  if (name === "Null" && (quantifier !== undefined || ifExists !== undefined))
    throw new PolicyError(`${operatorText} is no operator: Null stands alone`);
  if (definition.multivalued && quantifier === undefined && name !== "Null")
    throw new PolicyError(`the key ${key} may have several values: ${operatorText} needs ForAnyValue or ForAllValues`);
  if (values.length === 0) throw new PolicyError(`${operatorText} compares ${key} with nothing`);
  const wrong = values.find((value) => !operator.valid(value));
  if (wrong !== undefined) throw new PolicyError(`${operatorText} cannot compare ${key} with "${wrong}"`);
  return {
    key: key.toLowerCase(),
    operator,
    quantifier: quantifier as Condition["quantifier"],
    ifExists: ifExists !== undefined,
    values,
  };
}

/** Whether a request meets a condition. */
export function meets({ key, operator, quantifier, ifExists, values }: Condition, context: Context): boolean {
  const given = context.get(key) ?? [];
  const absent = given.length === 0;
  if (operator.name === "Null") return values.some((value) => (value.toLowerCase() === "true") === absent);
  if (absent && ifExists) return true;
  const matches = (value: string) =>
    values.some((wanted) => operator.compare(value, wanted)) !== (operator.negated ?? false);
  if (quantifier === "ForAllValues") return given.every(matches);
  if (quantifier === "ForAnyValue") return given.some(matches);
  return absent ? operator.negated === true : matches(given[0]);
}

function definitionOf(key: string, keys: ConditionKeys): ConditionKey | undefined {
  const name = key.toLowerCase();
  const found = Object.keys(keys).find(
    (known) =>
      known.toLowerCase() === name ||
      (/[/:]$/.test(known) && name.startsWith(known.toLowerCase()) && name.length > known.length),
  );
  return found === undefined ? undefined : keys[found];
}

/** ISO 8601, or seconds since 1970. */
function toTime(value: string): number {
  return /^\d+$/.test(value) ? Number(value) * 1000 : /^\d{4}-\d\d/.test(value) ? Date.parse(value) : NaN;
}

function isBoolean(value: string): boolean {
  return /^(true|false)$/i.test(value);
}
