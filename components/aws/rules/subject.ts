import { rule, type Rule, ruleOfKinds } from "../../validation/rule";
import type { PlainStateStorageArgs, StateStorageSpec } from "../spec";

/** What rules of an S3StateStorage look at: the arguments as given, and with every default taken. */
export interface StateStorageSubject {
  readonly name: string;
  readonly args: PlainStateStorageArgs;
  readonly spec: StateStorageSpec;
  /** Property paths of what is given, but known later. */
  readonly unknown: string[];
}

/** A rule of S3StateStorage. */
export type StateStorageRule = Rule<StateStorageSubject>;

/** Declares a rule of S3StateStorage. */
export const storageRule = rule<StateStorageSubject>;

/** Declares a rule of S3StateStorage that finds problems of several kinds. */
export const storageRuleOfKinds = ruleOfKinds<StateStorageSubject>;
