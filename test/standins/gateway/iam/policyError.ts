/** A policy that is not understood as a whole. It must not be taken for one that grants or denies nothing. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
}
