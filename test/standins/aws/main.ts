import { version } from "@pulumi/aws/package.json";
import { serve } from "./plugin/server";
import { schema } from "./schema/schema";
import { functions, handlers } from "./services";

/** The plugin as the engine starts it: the port is the first line on stdout, then requests are answered until it is ended. */
async function main(): Promise<void> {
  process.stderr.write(
    "TEST STAND-IN for the AWS provider plugin, against a simulated AWS. How the official plugin " +
      "compares and replaces is not shown by it.\n",
  );
  const port = await serve({ version, handlers, functions, schema: schema() });
  process.stdout.write(`${port}\n`);
}

void main();
