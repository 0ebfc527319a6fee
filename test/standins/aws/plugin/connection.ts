import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Failure } from "../schema/check";
import type { Aws, Connection } from "./aws";
import type { Properties } from "./values";

const SERVED = [
  ...["region", "accessKey", "secretKey", "allowedAccountIds"],
  // The SDK gives them to every explicit provider; the stand-in validates neither.
  ...["skipCredentialsValidation", "skipRegionValidation"],
];

/** Options of the provider that would change what is asked of AWS and that the stand-in does not know. */
export function unservedOptions(config: Properties): Failure[] {
  return Object.keys(config)
    .filter((name) => !SERVED.includes(name) && name !== "version" && !name.startsWith("__"))
    .map((property) => ({
      property,
      reason: "is an option that the stand-in for the AWS provider plugin does not serve",
    }));
}

/** How AWS is reached. Only an endpoint on this machine will do: nothing here may ever touch an account. */
export function connection(config: Properties, environment: NodeJS.ProcessEnv = process.env): Connection {
  const endpoint = environment.AWS_ENDPOINT_URL;
  if (!endpoint || !["127.0.0.1", "localhost", "[::1]"].includes(new URL(endpoint).hostname)) {
    throw new Error(
      `AWS_ENDPOINT_URL is ${endpoint ?? "not set"}; the stand-in for the AWS provider plugin only talks ` +
        "to an AWS that is simulated on loopback",
    );
  }
  const region = config.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  if (!region) throw new Error("no AWS region: set aws:region in the stack's configuration or AWS_REGION");
  const { accessKey, secretKey } = config as Record<string, string | undefined>;
  return {
    endpoint,
    region,
    ...(accessKey && secretKey && { credentials: { accessKeyId: accessKey, secretAccessKey: secretKey } }),
  };
}

/** Refuses credentials of an account that the configuration does not name. */
export async function refuseOtherAccounts({ sts }: Aws, { allowedAccountIds }: Properties): Promise<void> {
  if (allowedAccountIds === undefined) return;
  // A stack's configuration is text; what is not a string is in it as JSON.
  const allowed = (
    typeof allowedAccountIds === "string" ? JSON.parse(allowedAccountIds) : allowedAccountIds
  ) as string[];
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  if (!allowed.includes(Account!))
    throw new Error(`the credentials are of AWS account ${Account}; aws:allowedAccountIds are ${allowed.join(", ")}`);
}
