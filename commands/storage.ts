import { parseArgs } from "node:util";
import { progressLines } from "../cli/progress";
import type { MigrationOptions } from "../cli/storage/migrate";
import { copiedText } from "../cli/storage/migrateText";
import { renderJson, renderText } from "../cli/storage/reportText";
import { StepError } from "../toolchain/steps";
import { runCommand } from "./lib/runCommand";
import { stackOptions } from "./stack/options";
import { type Stack, stackOf } from "./stack/stack";
import { migrateStorage } from "./storage/migrate";
import { reportStorage } from "./storage/report";

const USAGE = `Give one of
  npm run storage -- report [--json] [--stack NAME] [--context NAME]
  npm run storage -- migrate --to URI [--savepoint URI] [--to-endpoint URL|aws] [--to-region REGION] [--to-profile PROFILE]
                                 [--to-secret NAME] [--stack NAME] [--context NAME]`;

/** `npm run storage`: what lies in a stack's storage, and how its job gets to another bucket. */
void runCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ context: { type: "string" }, stack: { type: "string" }, json: { type: "boolean" } },
      ...{
        to: { type: "string" },
        savepoint: { type: "string" },
        "to-endpoint": { type: "string" },
        "to-region": { type: "string" },
        "to-profile": { type: "string" },
        "to-secret": { type: "string" },
      },
    },
  });
  const stack = () =>
    stackOf(
      stackOptions(
        (["context", "stack"] as const).flatMap((option) =>
          values[option] === undefined ? [] : [`--${option}`, values[option]],
        ),
      ),
    );
  switch (positionals.join(" ")) {
    case "report":
      return report(stack(), values.json ?? false);
    case "migrate": {
      const {
        to,
        savepoint,
        "to-endpoint": endpoint,
        "to-region": region,
        "to-profile": profile,
        "to-secret": secret,
      } = values;
      if (to === undefined) throw new StepError({ what: "--to is missing: the new storage.uri", todo: USAGE });
      return migrate(stack(), { to, savepoint, endpoint, region, profile, secret });
    }
    default:
      throw new StepError({ what: `"${positionals.join(" ")}" is no command of storage`, todo: USAGE });
  }
});

async function report(stack: Stack, json: boolean): Promise<void> {
  const found = await reportStorage(stack, progressLines());
  process.stdout.write(json ? renderJson(found) : renderText(found));
}

async function migrate(stack: Stack, options: MigrationOptions): Promise<void> {
  const migration = await migrateStorage(stack, options, progressLines());
  const { configuration, file } = migration;
  process.stdout.write(`${copiedText(migration)}
Set in ${file}, in place of what is there:

${configuration}
then run: npm run pulumi --${stack.onSandbox ? "" : ` --context ${stack.context}`} up --stack ${stack.name}
The old state stays where it is. Delete it when the job has completed a checkpoint at the new location:
npm run storage -- report${stack.onSandbox ? "" : ` --context ${stack.context}`} --stack ${stack.name}
`);
}
