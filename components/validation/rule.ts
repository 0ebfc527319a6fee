import type { Problem } from "./problem";

/** Rules that look at the same values; left out while one of these is unknown or has the wrong shape. */
export interface Rule<S> {
  /** Property paths that the check reads. */
  readonly reads: string[];
  readonly check: (subject: S) => Problem[];
}
