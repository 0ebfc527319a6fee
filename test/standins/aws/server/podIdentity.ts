import { randomBytes } from "node:crypto";
import type { Refusal } from "./answers";

/** An association as EKS gives it out. */
interface Association {
  clusterName: string;
  namespace: string;
  serviceAccount: string;
  roleArn: string;
  associationId: string;
  associationArn: string;
  tags: Record<string, string>;
  createdAt: number;
  modifiedAt: number;
}

/** What a request of EKS gets: a result, a refusal, or nothing because it is about something else. */
export type Answer = { result: unknown } | { refusal: Refusal } | undefined;

/** EKS's pod identity associations, which moto does not have: its operations as the API reference describes them. */
export class PodIdentity {
  private readonly associations = new Map<string, Association>();

  /** `clusterExists` asks whoever has the clusters. */
  constructor(
    private readonly account: string,
    private readonly clusterExists: (name: string, region: string) => Promise<boolean>,
  ) {}

  /** Answers a request if it is about associations or their tags. */
  async answer(method: string, url: URL, region: string, body: Record<string, any>): Promise<Answer> {
    const path = decodeURIComponent(url.pathname);
    const [, clusterName, id] = /^\/clusters\/([^/]+)\/pod-identity-associations(?:\/([^/]+))?$/.exec(path) ?? [];
    if (clusterName) {
      if (!(await this.clusterExists(clusterName, region)))
        return notFound(`No cluster found for name: ${clusterName}.`);
      return id
        ? this.one(method, clusterName, id, body)
        : this.all(method, clusterName, region, body, url.searchParams);
    }
    const tagged = [...this.associations.values()].find(({ associationArn }) => path === `/tags/${associationArn}`);
    return tagged && this.tags(method, tagged, body, url.searchParams.getAll("tagKeys"));
  }

  private all(
    method: string,
    clusterName: string,
    region: string,
    body: Record<string, any>,
    query: URLSearchParams,
  ): Answer {
    const same = (namespace: unknown, serviceAccount: unknown) =>
      [...this.associations.values()].filter(
        (a) =>
          a.clusterName === clusterName &&
          (!namespace || a.namespace === namespace) &&
          (!serviceAccount || a.serviceAccount === serviceAccount),
      );
    if (method === "GET")
      return { result: { associations: same(query.get("namespace"), query.get("serviceAccount")) } };
    const { namespace, serviceAccount, roleArn, tags = {} } = body;
    const missing = Object.entries({ namespace, serviceAccount, roleArn }).find(
      ([, value]) => typeof value !== "string" || value === "",
    );
    if (missing)
      return { refusal: { status: 400, code: "InvalidParameterException", message: `${missing[0]} is missing` } };
    if (!/^arn:[a-z-]+:iam::\d{12}:role\/.+/.test(roleArn as string))
      return { refusal: { status: 400, code: "InvalidParameterException", message: `${roleArn} is no ARN of a role` } };
    if (same(namespace, serviceAccount).length > 0)
      return {
        refusal: {
          status: 409,
          code: "ResourceInUseException",
          message: `Association already exists: ${same(namespace, serviceAccount)[0].associationId}`,
        },
      };
    const associationId = `a-${randomBytes(9).toString("hex")}`.slice(0, 19);
    const associationArn = `arn:aws:eks:${region}:${this.account}:podidentityassociation/${clusterName}/${associationId}`;
    const now = Date.now() / 1000;
    const association: Association = {
      clusterName,
      namespace,
      serviceAccount,
      roleArn,
      associationId,
      associationArn,
      tags,
      createdAt: now,
      modifiedAt: now,
    };
    this.associations.set(associationId, association);
    return { result: { association } };
  }

  private one(method: string, clusterName: string, id: string, { roleArn }: Record<string, any>): Answer {
    const association = this.associations.get(id);
    if (association?.clusterName !== clusterName)
      return notFound(`The association id ${id} was not found in cluster ${clusterName}`);
    if (method === "DELETE") this.associations.delete(id);
    if (method === "POST" && roleArn) Object.assign(association, { roleArn, modifiedAt: Date.now() / 1000 });
    return { result: { association } };
  }

  private tags(method: string, association: Association, { tags = {} }: Record<string, any>, gone: string[]): Answer {
    if (method === "POST") Object.assign(association.tags, tags);
    if (method === "DELETE") for (const name of gone) delete association.tags[name];
    return { result: method === "GET" ? { tags: association.tags } : {} };
  }
}

const notFound = (message: string): Answer => ({
  refusal: { status: 404, code: "ResourceNotFoundException", message },
});
