import { Command } from "commander";
import { clean, type CleanOptions } from "./clean/clean";
import { findStoredTarget } from "./cluster/find";
import type { ClusterOptions, StorageOptions } from "./cluster/options";
import { progressLines } from "./progress";
import { migrateStorage } from "./storage/migrate";
import { migrationText } from "./storage/migrateText";
import { reportStorage } from "./storage/report";
import { renderJson, renderText } from "./storage/reportText";

type TargetOptions = ClusterOptions & StorageOptions;

interface MigrateOptions extends TargetOptions {
  readonly to: string;
  readonly savepoint?: string;
  readonly toEndpoint?: string;
  readonly toRegion?: string;
  readonly toProfile?: string;
  readonly toSecret?: string;
}

/** The commands with their options; what they have to say goes to `print`. */
export function program(print: (text: string) => void): Command {
  const root = new Command("pulumi-flink")
    .description("Looks after Flink clusters that were deployed with the package @pulumi-flink/flink.")
    .configureHelp({ showGlobalOptions: true })
    .addHelpText("after", `\n${EXIT_CODES}`);

  const storage = root.command("storage").description("the state of a cluster in its S3 storage");
  targetOptions(storage.command("report"))
    .description("what lies in the storage of a cluster, and what nothing needs any more; reads only")
    .option("--json", "print one JSON document")
    .action(async ({ json, ...options }: TargetOptions & { json?: boolean }) => {
      const report = await reportStorage(await findStoredTarget(options), progressLines());
      print(json ? renderJson(report) : renderText(report));
    });
  targetOptions(storage.command("migrate"))
    .description("copies the savepoint that the job was stopped with to another bucket or store, and compares the copy")
    .requiredOption("--to <uri>", "the new storage.uri")
    .option("--savepoint <uri>", "the savepoint; by default the cluster's newest")
    .option("--to-endpoint <url>", "endpoint of the new store, or aws; by default the present store")
    .option("--to-region <region>", "region of the new bucket")
    .option("--to-profile <profile>", "storage.profile of the new store")
    .option("--to-secret <name>", "Secret with the keys of the new store, in the cluster's namespace")
    .action(async ({ to, savepoint, toEndpoint, toRegion, toProfile, toSecret, ...options }: MigrateOptions) => {
      const target = await findStoredTarget(options);
      const next = { to, savepoint, endpoint: toEndpoint, region: toRegion, profile: toProfile, secret: toSecret };
      print(migrationText(await migrateStorage(target, next, progressLines()), target));
    });

  targetOptions(root.command("clean"))
    .description(
      "what pulumi destroy left of a cluster: objects that an interrupted up did not record, and Flink's HA ConfigMaps",
    )
    .option("--state", "also the folder of the state in the storage, savepoints included")
    .option("--with-deployments", "also Deployments; only if no stack records them")
    .option("--yes", "delete; without it what would be deleted is listed")
    .action(async (options: CleanOptions) => print(await clean(options)));
  return root;
}

const EXIT_CODES = `Exit codes: 0 done; 1 refused or failed, with what to do on stderr; 2 arguments that make no sense.`;

/** Options that name the cluster and its storage. */
function targetOptions(command: Command): Command {
  return command
    .optionsGroup("Which cluster, by a stack that has it deployed:")
    .option("--stack <name>", "the stack; its state is read with the pulumi on your PATH")
    .option("--cwd <folder>", "folder of the stack's project; by default the working directory")
    .option("--cluster <name>", "name or id of the FlinkCluster, if the stack has several")
    .optionsGroup("or by its name in Kubernetes:")
    .option("--context <name>", "context of your kubeconfig; with --stack in place of the provider's")
    .option("--namespace <name>", "namespace of the cluster")
    .option("--cluster-id <id>", "id of the cluster")
    .optionsGroup("Its storage, as far as neither stack nor cluster tell it:")
    .option("--storage-uri <uri>", "storage.uri of the FlinkCluster")
    .option("--region <region>", "region of the bucket")
    .option("--endpoint <url>", "endpoint of an S3-compatible store")
    .option("--profile <profile>", "storage.profile of the FlinkCluster")
    .option(
      "--secret <name>",
      "Secret with the keys of the store, in the namespace; by default your own AWS credentials",
    )
    .optionsGroup("Options:");
}
