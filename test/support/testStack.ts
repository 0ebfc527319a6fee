import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CoreV1Api } from "@kubernetes/client-node";
import { execa, type Options } from "execa";
import { stringify } from "yaml";
import { configuredCluster } from "../../commands/stack/cluster";
import { coreApi, flinkClient, kubeConfig } from "../../commands/stack/kubernetes";
import { selectStack, stackOutputs } from "../../commands/stack/pulumi";
import { PROJECT, type Stack, stackOf } from "../../commands/stack/stack";
import { clearDeadLock } from "../../commands/stack/stateLock";
import { deleteState } from "../../commands/stack/storage";
import type { FlinkClusterArgs } from "../../components";
import type { FlinkClient } from "../../operations/flink/client";
import type { Checkpoints, JobDetails } from "../../operations/flink/types";
import { deleteHaConfigMaps } from "../../operations/haConfigMaps";
import { deleteUnrecorded } from "../../operations/unrecorded";
import { waitFor } from "../../operations/wait";
import { ensureNamespace, sandbox } from "../../sandbox/client";
import { PROJECT_ROOT } from "../../toolchain/cache";

/** Arguments as a stack's configuration holds them. */
export type ClusterConfiguration = Partial<FlinkClusterArgs> & { [property: string]: unknown };

/** Figures of the exactly-once job's operator `verify`. */
export interface Totals {
  records: number;
  gaps: number;
  repeats: number;
  restores: number;
  /** When this state began with nothing, in milliseconds since 1970. */
  startedAt: number;
}

/** The folder in the bucket under which all tests keep their state. */
export const TEST_STATE = "tests";

/**
 * A stack of this project's own program on the sandbox, in a workspace of its own: same index.ts and library,
 * other stack file. Its name is also the cluster's id.
 */
export class TestStack {
  readonly stack: Stack;
  readonly core: CoreV1Api;
  private constructor(
    readonly name: string,
    readonly namespace: string,
    readonly directory: string,
  ) {
    this.stack = stackOf({ stack: name }, directory);
    this.core = coreApi(this.stack);
  }

  /** Makes workspace, namespace and an empty stack; what an earlier, killed run left under this name is removed. */
  static async create(name: string, namespace = "flink-tests"): Promise<TestStack> {
    const test = new TestStack(name, namespace, workspace());
    await ensureNamespace(namespace);
    await test.selected();
    return test;
  }

  /** Like `create`, but keeps what an earlier, killed run deployed under this name. */
  static async attach(name: string, namespace: string): Promise<TestStack> {
    const test = new TestStack(name, namespace, workspace());
    await ensureNamespace(namespace);
    await selectStack(test.stack);
    await clearDeadLock(test.stack);
    return test;
  }

  private async selected(): Promise<void> {
    await selectStack(this.stack);
    await this.remove();
    await selectStack(this.stack);
    await deleteState(this.stack, configuredCluster(this.configure().stack));
  }

  /** Writes the stack's configuration: the test job with quick checkpoints, changed by `changes`. */
  configure(changes: ClusterConfiguration = {}): this {
    const config = {
      "kubernetes:context": this.stack.context,
      [`${PROJECT}:name`]: this.name,
      [`${PROJECT}:cluster`]: { ...this.cluster(), ...changes },
    };
    writeFileSync(join(this.directory, "stacks", `Pulumi.${this.name}.yaml`), stringify({ config }));
    return this;
  }

  /** Arguments of a small cluster that runs the exactly-once job. */
  cluster(): ClusterConfiguration {
    return {
      namespace: this.namespace,
      image: "pulumi-flink.sandbox/exactly-once:0.1.0",
      imagePullPolicy: "Never",
      job: {
        entryClass: "io.pulumiflink.jobs.ExactlyOnceJob",
        arguments: ["--keys", "16", "--rate", "200", "--sink", this.sink],
      },
      jobManager: { replicas: 2, memory: "1g", cpu: "100m" },
      taskManager: { replicas: 1, slots: 1, memory: "1200m", cpu: "100m" },
      storage: {
        uri: `s3://${sandbox().s3.bucket}/${TEST_STATE}`,
        endpoint: sandbox().s3.endpoint,
        credentialsSecret: { name: "s3-credentials" },
        profile: "versitygw",
      },
      checkpoints: { interval: "2 s" },
      flinkConfiguration: {
        // The figures are metrics; ten seconds between two looks would be most of a test.
        "metrics.fetcher.update-interval": "500",
        // Tests start many JVMs and run none for long: what the optimising compiler costs never pays here.
        "env.java.opts.jobmanager": "-XX:TieredStopAtLevel=1",
        "env.java.opts.taskmanager": "-XX:TieredStopAtLevel=1",
      },
    } as ClusterConfiguration;
  }

  /** Where the job writes what it saw; part of the cluster's own folder. */
  get sink(): string {
    return `s3://${sandbox().s3.bucket}/${TEST_STATE}/${this.name}/sink`;
  }

  /** Prefix of everything the cluster keeps in the bucket. */
  get prefix(): string {
    return `${TEST_STATE}/${this.name}/`;
  }

  /** Runs the Pulumi CLI and returns exit code and output, whatever they are. */
  async pulumi(args: string[], options: Options = {}): Promise<{ exitCode: number; output: string }> {
    const result = await execa("pulumi", [...args, "--stack", this.name, "--non-interactive", "--color", "never"], {
      cwd: this.directory,
      env: this.stack.env,
      extendEnv: false,
      all: true,
      reject: false,
      stdin: "ignore",
      ...options,
    });
    return { exitCode: result.exitCode ?? 128, output: String(result.all ?? "") };
  }

  /** `pulumi up`; fails the test with the CLI's output. */
  async up(): Promise<string> {
    return this.succeed(["up", "--yes", "--skip-preview"]);
  }

  /** `pulumi up` of what an earlier run may have left: makes again what is gone since. */
  async bringUp(): Promise<string> {
    return this.succeed(["up", "--yes", "--skip-preview", "--refresh"]);
  }

  /** Runs a command that must succeed. */
  async succeed(args: string[]): Promise<string> {
    const { exitCode, output } = await this.pulumi(args);
    if (exitCode !== 0) throw new Error(`pulumi ${args.join(" ")} exited with ${exitCode}:\n${output}`);
    return output;
  }

  /** The stack's outputs. */
  outputs(): Promise<Record<string, string>> {
    return stackOutputs(this.stack);
  }

  /** The job once it runs on all its tasks and has completed a checkpoint since its last start. */
  async runningJob(seconds = 180): Promise<RunningJob> {
    const { restService, jobId } = await this.outputs();
    const running = new RunningJob(flinkClient(this.stack, this.namespace, restService), jobId);
    await running.again(() => true, seconds);
    return running;
  }

  /** Destroys the stack with all that Flink left in Kubernetes; the workspace goes too. */
  async dispose(): Promise<void> {
    await this.remove();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async remove(): Promise<void> {
    await this.pulumi(["cancel", "--yes"]);
    await this.succeed(["destroy", "--yes", "--skip-preview"]);
    await this.succeed(["stack", "rm", "--yes", "--preserve-config"]);
    await deleteUnrecorded(kubeConfig(this.stack), this.namespace, this.name);
    await deleteHaConfigMaps(this.core, this.namespace, this.name);
  }
}

/** A job under test and its figures. */
export class RunningJob {
  constructor(
    private readonly flink: FlinkClient,
    readonly id: string,
  ) {}

  /**
   * Waits until all tasks run and the figures satisfy the test, and are safe: a checkpoint taken since the last restore
   * has them. The next restore would not count otherwise.
   */
  async again(
    accept: (totals: Totals, checkpoints: Checkpoints) => boolean,
    seconds = 240,
  ): Promise<{ totals: Totals; checkpoints: Checkpoints; job: JobDetails }> {
    return waitFor({
      what: `job ${this.id} to run and satisfy the test`,
      seconds,
      todo: "Look at the JobManager's log.",
      look: async () => {
        const job = await this.flink.runningJob(this.id);
        if (job === undefined) return undefined;
        const checkpoints = await this.flink.checkpoints(this.id);
        const totals = (await this.flink.metrics(job, "verify", [
          "records",
          "gaps",
          "repeats",
          "restores",
          "startedAt",
        ])) as unknown as Totals;
        const { completed, restored } = checkpoints.latest;
        if (completed === null || completed.trigger_timestamp < (restored?.restore_timestamp ?? 0)) return undefined;
        if (!(totals.records > 0)) return undefined;
        return accept(totals, checkpoints) ? { totals, checkpoints, job } : undefined;
      },
    });
  }

  /**
   * When, by the clock of this host, all tasks ran again after a restore: a job that has not noticed the failure yet
   * still shows RUNNING, so only a restored checkpoint newer than `since` counts.
   */
  async backAgain(since: number): Promise<number> {
    return waitFor({
      what: `job ${this.id} to be back`,
      seconds: 180,
      everyMs: 100,
      todo: "Look at the JobManager's log.",
      look: async () => {
        if ((await this.flink.runningJob(this.id)) === undefined) return undefined;
        const { restored } = (await this.flink.checkpoints(this.id)).latest;
        return restored !== null && restored.restore_timestamp > since ? Date.now() : undefined;
      },
    });
  }

  /** State of the job, undefined while no JobManager answers. */
  async state(): Promise<string | undefined> {
    return (await this.flink.job(this.id).catch(() => undefined))?.state;
  }
}

/** A project folder with this checkout's program and library and no stack of its own. */
function workspace(): string {
  const directory = mkdtempSync(join(tmpdir(), "pulumi-flink-stack-"));
  mkdirSync(join(directory, "stacks"));
  for (const file of ["Pulumi.yaml", "package.json", "tsconfig.json", "index.ts"])
    copyFileSync(join(PROJECT_ROOT, file), join(directory, file));
  symlinkSync(join(PROJECT_ROOT, "node_modules"), join(directory, "node_modules"));
  return directory;
}
