import { AwsError } from "./s3/awsError";

/** Requests that do not go as they should although they are allowed, as requests to S3 now and then do not. */
export interface Fault {
  readonly operation: string;
  readonly roleArn: string;
  /** What their keys look like. */
  readonly key: RegExp;
  /** Which part of an upload. Defaults to any. */
  readonly partNumber?: number;
}

/** A request that a fault may strike. */
export interface Candidate {
  readonly operation: string;
  readonly roleArn: string;
  readonly key?: string;
  readonly query: Record<string, string>;
}

/** The request that a fault has struck. */
export interface Struck {
  readonly key: string;
  readonly uploadId?: string;
}

/** Strikes chosen requests. */
export class Faults {
  private readonly failing: { fault: Fault; struck: (request: Struck) => void }[] = [];

  /** Fails the next such request with an error that no client tries again; resolves with it when it comes. */
  failNext(fault: Fault): Promise<Struck> {
    return new Promise((struck) => this.failing.push({ fault, struck }));
  }

  /** Forgets failures whose request has not come. */
  clear(): void {
    this.failing.length = 0;
  }

  /** Throws if a request is one of those. */
  strike({ operation, roleArn, key = "", query }: Candidate): void {
    const matches = (fault: Fault) =>
      fault.operation === operation &&
      fault.roleArn === roleArn &&
      fault.key.test(key) &&
      (fault.partNumber === undefined || query.partNumber === String(fault.partNumber));
    const index = this.failing.findIndex(({ fault }) => matches(fault));
    if (index >= 0) {
      const [{ struck }] = this.failing.splice(index, 1);
      struck({ key, uploadId: query.uploadId });
      throw new AwsError(403, "AccessDenied", "The gateway was told to fail this request.");
    }
  }
}
