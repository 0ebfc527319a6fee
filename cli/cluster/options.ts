import { OperationError } from "../../operations/errors";
import { CLUSTER_ID, NAMESPACE, OBJECT_NAME } from "../../components/validation/names";
import { type Form, matches } from "../../components/validation/forms";

/** Which cluster: of a stack, or by context, namespace and id. */
export interface ClusterOptions {
  readonly stack?: string;
  readonly cwd?: string;
  /** Name or id of a FlinkCluster in the stack. */
  readonly cluster?: string;
  readonly context?: string;
  readonly namespace?: string;
  readonly clusterId?: string;
}

/** Where its state is, as far as neither stack nor cluster tell it. */
export interface StorageOptions {
  readonly storageUri?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly profile?: string;
  readonly secret?: string;
}

/** A cluster in a stack. */
export interface InStack {
  readonly stack: { readonly name: string; readonly directory?: string };
  readonly cluster?: string;
  /** In place of the context that the stack's provider has. */
  readonly context?: string;
}

/** A cluster by its name in Kubernetes. */
export interface ByName {
  readonly stack?: undefined;
  readonly context: string;
  readonly namespace: string;
  readonly clusterId: string;
}

/** Options that belong together, checked; a context is never assumed. */
export function chosenBy(options: ClusterOptions): InStack | ByName {
  const { stack, cwd, cluster, context, namespace, clusterId } = options;
  if (stack !== undefined) {
    refuse(
      ["namespace", "cluster-id"],
      [namespace, clusterId],
      "--stack tells it: choose one of its clusters by --cluster",
    );
    return { stack: { name: stack, directory: cwd }, cluster, context };
  }
  refuse(["cwd", "cluster"], [cwd, cluster], "it goes with --stack");
  if (context === undefined || namespace === undefined || clusterId === undefined) {
    const missing = Object.entries({ "--context": context, "--namespace": namespace, "--cluster-id": clusterId })
      .filter(([, value]) => value === undefined)
      .map(([option]) => option);
    throw new UsageError(
      missing.length === 3
        ? "no cluster is named"
        : `${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} missing`,
      "Name the cluster by --stack, or by --context, --namespace and --cluster-id.",
    );
  }
  mustBe(NAMESPACE, "--namespace", namespace);
  mustBe(CLUSTER_ID, "--cluster-id", clusterId);
  return { context, namespace, clusterId };
}

/** Arguments of `storage` that the options give. */
export function storageArguments({ storageUri, region, endpoint, profile, secret }: StorageOptions): object {
  if (storageUri !== undefined) mustBe(STORAGE_URI, "--storage-uri", storageUri);
  if (secret !== undefined) mustBe(OBJECT_NAME, "--secret", secret);
  const given = { uri: storageUri, region, endpoint, profile, credentialsSecret: secret && { name: secret } };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Options that do not make sense: the command was not begun. */
export class UsageError extends OperationError {
  constructor(what: string, todo: string) {
    super({ what, todo });
    this.name = "UsageError";
  }
}

const STORAGE_URI: Form = {
  pattern: /^s3[ap]?:\/\/[^/?#]+(\/[^?#]*)?$/,
  allowed: "s3://bucket/folder, as storage.uri of the FlinkCluster: without the cluster's id",
  fix: "Give storage.uri of the FlinkCluster.",
};

function mustBe(form: Form, option: string, value: string): void {
  if (matches(form, value)) return;
  throw new UsageError(
    `${option} is "${value}", not ${form.allowed}`,
    typeof form.fix === "string" ? form.fix : form.fix(value),
  );
}

function refuse(options: string[], values: (string | undefined)[], why: string): void {
  const given = options.filter((_, index) => values[index] !== undefined).map((option) => `--${option}`);
  if (given.length > 0) throw new UsageError(`${given.join(" and ")} cannot be used here: ${why}`, "Leave it out.");
}
