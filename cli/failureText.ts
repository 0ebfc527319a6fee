import { ApiException } from "@kubernetes/client-node";
import { S3ServiceException } from "@aws-sdk/client-s3";
import { OperationError } from "../operations/errors";

/** What failed and, where that is known, what to do about it. */
export function failureText(error: unknown): string {
  const { what, todo } = failure(error);
  return `Failed: ${what}\n${todo === undefined ? "" : `What to do: ${todo}\n`}`;
}

function failure(error: unknown): { what: string; todo?: string } {
  if (error instanceof OperationError) return error;
  if (error instanceof ApiException)
    return {
      what: `the Kubernetes API server answered ${error.code}: ${apiMessage(error.body)}`,
      todo: [401, 403].includes(error.code)
        ? "Take a context whose user has the rights that docs/cli.md lists."
        : "See that the context is of the right cluster, and that what is named exists there.",
    };
  if (error instanceof S3ServiceException)
    return {
      what: `the store answered ${error.$metadata.httpStatusCode ?? "nothing"}: ${error.name}: ${error.message}`,
      todo: "See that bucket, region, endpoint and keys belong together, and that the keys have the rights that docs/cli.md lists.",
    };
  if (error instanceof Error && error.name === "CredentialsProviderError")
    return {
      what: `there are no keys for the store: ${error.message}`,
      todo: "Give --secret, the name of the Secret with the keys, or have AWS credentials of your own.",
    };
  return { what: error instanceof Error ? error.message : String(error) };
}

/** The message in a Kubernetes Status, which the client hands over as text. */
function apiMessage(body: unknown): string {
  try {
    return (JSON.parse(String(body)) as { message: string }).message;
  } catch {
    return String(body);
  }
}
