import type { S3Plugin } from "../../components";
import type { ClusterConfiguration, TestStack } from "./testStack";

/** What a test of an S3 plugin changes besides the plugin. */
export interface PluginTest {
  /** Whether the job writes files: not every plugin lets it. */
  sink: boolean;
  generation?: number;
  initialSavepoint?: string;
}

/** Arguments that run the test job by another S3 plugin on the sandbox's store. */
export function withPlugin(
  stack: TestStack,
  plugin: S3Plugin,
  { sink, generation, initialSavepoint }: PluginTest,
): ClusterConfiguration {
  const { job, storage } = stack.cluster() as { job: { arguments: string[] }; storage: object };
  const withoutSink = ["--keys", "16", "--rate", "200"];
  return {
    ...(generation !== undefined && { generation }),
    job: {
      ...job,
      arguments: sink ? job.arguments : withoutSink,
      ...(initialSavepoint !== undefined && { initialSavepoint }),
    },
    storage: { ...storage, plugin },
  } as ClusterConfiguration;
}
