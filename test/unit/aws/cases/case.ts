import type { S3StateStorageArgs } from "../../../../components/arguments/s3StateStorage";
import type { Problem } from "../../../../components/validation/problem";
import { MINIMAL, roleArn } from "../../../support/recordedStorage";

/** Arguments that break one rule, and the problem that is all they give. */
export interface RefusedStorage extends Problem {
  /** What differs from `MINIMAL`. */
  readonly args: { readonly [key in keyof S3StateStorageArgs]?: unknown };
  /** Name of the component. Defaults to orders. */
  readonly name?: string;
}

/** The cluster of `MINIMAL` with other settings. */
export function cluster(settings: object): object {
  return { ...MINIMAL.cluster, ...settings };
}

/** Both roles, made by someone else. */
export const EXISTING_ROLES = { jobManagerRoleArn: roleArn("jm"), taskManagerRoleArn: roleArn("tm") };
