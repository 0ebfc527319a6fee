import { BUCKET_CASES } from "./bucket";
import type { RefusedStorage } from "./case";
import { IDENTITY_CASES } from "./identity";
import { PLACE_CASES } from "./place";

export { ACCEPTED_STORAGE } from "./accepted";

/** At least one case for every rule of S3StateStorage that looks at arguments alone. */
export const REFUSED_STORAGE: RefusedStorage[] = [...PLACE_CASES, ...BUCKET_CASES, ...IDENTITY_CASES];
