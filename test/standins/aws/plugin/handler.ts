import type { Aws } from "./aws";
import type { Properties } from "./values";

/** How one AWS resource type is created, read, updated and deleted through the AWS SDK. */
export interface Handler {
  /** The inputs it passes on to AWS. Others that the package declares are refused: ignoring them would prove nothing. */
  readonly serves: readonly string[];
  /** Inputs that AWS cannot change on an existing object. */
  readonly replaceOn: readonly string[];
  /** The input with the name that is unique in AWS, and how it is made up where the program gives none. */
  readonly name?: { readonly input: string; make?(stem: string): string };
  /** Makes the object and returns its id. */
  create(inputs: Properties, aws: Aws): Promise<string>;
  /** What takes further calls once it is there; a failure here leaves an object that the next update completes. */
  settle?(id: string, inputs: Properties, aws: Aws): Promise<void>;
  /** What AWS has, in the package's terms; undefined when there is no such object. `known` is the state so far. */
  read(id: string, aws: Aws, known: Properties): Promise<Properties | undefined>;
  /** Gives an existing object all inputs. Absent: there is nothing but `settle`. */
  update?(id: string, inputs: Properties, aws: Aws): Promise<void>;
  /** Removes it; `state` is what was last known. Failing with "not found" is success. */
  delete(id: string, aws: Aws, state: Properties): Promise<void>;
}

/** How a function of the package is answered. */
export type AwsFunction = (args: Properties, aws: Aws) => Promise<Properties>;
