import { randomBytes } from "node:crypto";

/** Temporary keys of a role. */
export interface Session {
  readonly roleArn: string;
  /** `arn:aws:sts::<account>:assumed-role/<role>/<name>` */
  readonly arn: string;
  readonly account: string;
  readonly name: string;
  /** `<id of the role>:<name>` */
  readonly userId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  readonly expiration: Date;
}

/** The temporary keys that were given out. They last as long as the gateway runs, and are kept no longer. */
export class Sessions {
  private readonly byAccessKey = new Map<string, Session>();

  issue(roleArn: string, name: string, expiration: Date): Session {
    const [, account, role] = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn)!;
    const session: Session = {
      roleArn,
      arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
      account,
      name,
      userId: `AROA${letters(role)}:${name}`,
      accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString("base64"),
      token: randomBytes(96).toString("base64"),
      expiration,
    };
    this.byAccessKey.set(session.accessKeyId, session);
    return session;
  }

  find(accessKeyId: string): Session | undefined {
    return this.byAccessKey.get(accessKeyId);
  }
}

/** An id as IAM gives each role one, here from its name. */
function letters(name: string): string {
  return Buffer.from(name).toString("hex").toUpperCase().slice(0, 17).padEnd(17, "A");
}
