/** A failure that someone can act on: what failed, and what to do about it. How it is shown is up to the caller. */
export class OperationError extends Error {
  readonly what: string;
  readonly todo: string;

  constructor(failure: { what: string; todo: string }, options?: ErrorOptions) {
    super(failure.what, options);
    this.name = "OperationError";
    this.what = failure.what;
    this.todo = failure.todo;
  }
}
