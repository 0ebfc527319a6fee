import { AwsError } from "./s3/awsError";

/** Requests that do not go as they should although they are allowed, as requests to S3 now and then do not. */
export interface Fault {
  readonly operation: string;
  readonly roleArn: string;
  /** What their keys look like. */
  readonly key: RegExp;
}

/** The request that a fault has struck. */
export interface Struck {
  readonly key: string;
  readonly uploadId?: string;
}

/** Strikes chosen requests. */
export class Faults {
  private readonly failing: { fault: Fault; struck: (request: Struck) => void }[] = [];
  private readonly holding = new Map<Fault, Promise<void>>();

  /** Fails the next such request with an error that no client tries again; resolves with it when it comes. */
  failNext(fault: Fault): Promise<Struck> {
    return new Promise((struck) => this.failing.push({ fault, struck }));
  }

  /** Holds up every such request until the returned function is called. */
  hold(fault: Fault): () => void {
    let resume = () => {};
    this.holding.set(fault, new Promise((resolve) => (resume = resolve)));
    return () => {
      this.holding.delete(fault);
      resume();
    };
  }

  /** Forgets failures whose request has not come. */
  clear(): void {
    this.failing.length = 0;
  }

  /** Throws, or takes its time, if a request is one of those. */
  async strike(operation: string, roleArn: string, key = "", uploadId?: string): Promise<void> {
    const matches = (fault: Fault) => fault.operation === operation && fault.roleArn === roleArn && fault.key.test(key);
    const index = this.failing.findIndex(({ fault }) => matches(fault));
    if (index >= 0) {
      const [{ struck }] = this.failing.splice(index, 1);
      struck({ key, uploadId });
      // S3A tries again after a bad request (400).
      throw new AwsError(403, "AccessDenied", "The gateway was told to fail this request.");
    }
    for (const [fault, released] of this.holding) if (matches(fault)) await released;
  }
}
