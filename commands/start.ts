import { existsSync } from "node:fs";
import type { ProcessKind } from "../components/model/processes";
import { podsOf } from "../operations/pods";
import { waitFor } from "../operations/wait";
import { up as sandboxUp } from "../sandbox/client";
import { ensurePulumi } from "../toolchain/pulumi";
import { runSteps, type Step } from "../toolchain/steps";
import { runCommand } from "./lib/runCommand";
import { prepareForeignStack } from "./stack/foreignStack";
import { coreApi, flinkClient } from "./stack/kubernetes";
import { type StackOptions, stackOptions } from "./stack/options";
import { pulumi, selectStack, stackOutputs } from "./stack/pulumi";
import { type Stack, stackOf } from "./stack/stack";
import { stackFile, stateOnDestroy } from "./stack/stackFile";
import { clearDeadLock } from "./stack/stateLock";

/** `npm start`: everything from an empty machine to a running highly available job. */
void runCommand(async () => {
  const options = stackOptions(process.argv.slice(2));
  let stack!: Stack;
  let summary = "";
  await runSteps("A highly available Flink job", [
    { title: "Pulumi CLI, language host and Kubernetes provider", run: ensurePulumi, group: "Set-up" },
    ...(options.context === undefined
      ? [{ title: "Sandbox: one Kubernetes node and an S3 store", run: sandboxUp, group: "Set-up" } satisfies Step]
      : []),
    {
      title: "Stack",
      run: async () => {
        stack = openStack(options);
        await selectStack(stack);
        return (await clearDeadLock(stack)) ?? stack.name;
      },
    },
    {
      title: "pulumi up",
      run: async (progress) =>
        changes(await pulumi(stack, ["up", "--yes", "--skip-preview"], "deploy the stack", progress)),
    },
    {
      title: "Job is RUNNING with a completed checkpoint",
      run: async () => {
        summary = await describeJob(stack);
      },
    },
  ]);
  process.stdout.write(summary);
});

function openStack(options: StackOptions): Stack {
  const stack = stackOf(options);
  if (!stack.onSandbox) prepareForeignStack(stack);
  else if (!existsSync(stackFile(stack))) throw new Error(`There is no ${stackFile(stack)}.`);
  return stack;
}

/** The line of `pulumi up` that counts what it did. */
function changes(output: string): string {
  const resources = output.slice(output.lastIndexOf("Resources:"));
  const counted = resources.match(/\d+ (created|updated|deleted|replaced|unchanged)/g) ?? [];
  return counted.length === 1 && counted[0].endsWith("unchanged") ? `no changes (${counted[0]})` : counted.join(", ");
}

async function describeJob(stack: Stack): Promise<string> {
  const { namespace, restService, jobId, stateRoot, clusterId } = await stackOutputs(stack);
  const core = coreApi(stack);
  const flink = flinkClient(stack, namespace, restService);
  const { job, checkpoint } = await waitFor({
    what: `job ${jobId} to be RUNNING with a completed checkpoint`,
    seconds: 300,
    todo: `Look at the JobManagers: npm run kubectl -- -n ${namespace} logs -l app.kubernetes.io/component=jobmanager --tail 50`,
    look: async () => {
      const job = await flink.runningJob(jobId);
      const checkpoint = job && (await flink.checkpoints(jobId)).latest.completed;
      return job && checkpoint ? { job, checkpoint } : undefined;
    },
  });
  const pods = async (kind: ProcessKind) =>
    (await podsOf(core, namespace, clusterId, kind)).map(({ metadata }) => metadata!.name).join(", ");
  const kubectl = stack.onSandbox ? "npm run kubectl --" : `kubectl --context ${stack.context}`;
  const where = stack.onSandbox ? "" : ` --context ${stack.context} --stack ${stack.name}`;
  const npm = (command: string) => `npm run ${command}${where && ` --${where}`}`;
  const kill = stack.onSandbox
    ? "npm run kill-leader"
    : `${kubectl} -n ${namespace} delete pod --grace-period=0 --force POD`;
  const file = stackFile(stack).slice(stack.directory.length + 1);
  return `
What runs     job "${job.name}" ${job.jid}, ${job.state}, checkpoint ${checkpoint.id} completed
              JobManagers  ${await pods("jobmanager")}
              TaskManagers ${await pods("taskmanager")}
Web UI        ${kubectl} -n ${namespace} port-forward service/${restService} 8081
              then http://localhost:8081
State         ${stateRoot}
              newest checkpoint ${checkpoint.external_path}

Try next
  kill the leader            ${kill}
  change the configuration   edit ${file}, for example logLevel, then ${npm("pulumi")}${where ? "" : " --"} up
  destroy                    ${npm("destroy")}   (state in the storage: ${stateOnDestroy(stack)})
`;
}
