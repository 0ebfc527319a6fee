import assert from "node:assert/strict";
import { names } from "../../../components/model/names";
import { PROCESS_KINDS, type ProcessKind } from "../../../components/model/processes";
import { APPLICATION_STANDALONE } from "../../../components/modes";
import type { FlinkClient } from "../../../operations/flink/client";
import { leaderPod } from "../../../operations/leader";
import { podsOf } from "../../../operations/pods";
import { waitFor } from "../../../operations/wait";
import { failOver } from "../../support/failover";
import { type RunningJob, TestStack } from "../../support/testStack";
import { markdown } from "../evidence";
import { type Requests, requestsSince } from "../support/auditLog";
import { directFlink } from "../support/directFlink";
import { jvmsOf } from "../support/kill";
import { CLUSTER_CODE, type Figures, type Row, type RowRecord, type Table } from "../table";

const NAME = "acc-access";
const NAMESPACE = "flink-acceptance";
const NAMES = names({ clusterId: NAME, namespace: NAMESPACE, generation: 1 });

/** Something that happens to a cluster with a running job; what is asked of the API server meanwhile is counted. */
interface Scenario {
  readonly name: string;
  readonly jobArguments?: string[];
  /** Also counts what is asked until the job runs. */
  readonly fromTheBeginning?: boolean;
  readonly happens: (stack: TestStack, rest: FlinkClient, running: RunningJob) => Promise<unknown>;
}

const SCENARIOS: Scenario[] = [
  { name: "start", fromTheBeginning: true, happens: () => Promise.resolve() },
  {
    name: "failover",
    happens: async (stack, _, running) => {
      const [jvm] = await jvmsOf(stack, "leader");
      await failOver(stack, running, () => process.kill(jvm, "SIGKILL"));
      await restarted(stack);
    },
  },
  { name: "finished", jobArguments: ["--count", "4000"], happens: (stack, rest) => ended(stack, rest, "FINISHED") },
  {
    name: "cancelled",
    happens: async (stack, rest) => {
      await rest.patch(`jobs/${NAMES.jobId}?mode=cancel`);
      await ended(stack, rest, "CANCELED");
    },
  },
  { name: "failed", jobArguments: ["--fail-after", "4000"], happens: (stack, rest) => ended(stack, rest, "FAILED") },
  {
    name: "shut down",
    happens: async (stack, rest) => {
      await rest.delete("cluster");
      await restarted(stack);
    },
  },
  { name: "destroyed", happens: (stack) => stack.succeed(["destroy", "--yes", "--skip-preview"]) },
];

export const access: Table<undefined> = {
  name: "access",
  title: "What Flink's service accounts ask of the API server: nothing forbidden, nothing granted that is not used",
  covers: [
    ...CLUSTER_CODE,
    "test/acceptance/tables/access.ts",
    "test/support/audit.ts",
    "test/acceptance/support/auditLog.ts",
    "test/acceptance/support/directFlink.ts",
    "test/acceptance/support/kill.ts",
  ],
  columns: ["jobmanager", "taskmanager", "forbidden"],
  rows: () => [...SCENARIOS.map((scenario) => ({ id: scenario.name, run: () => observe(scenario) })), judgement],
  setUp: () => Promise.resolve(undefined),
  tearDown: () => Promise.resolve(),
  summary: (records) => matrix(records),
};

async function observe({ jobArguments = [], fromTheBeginning, happens }: Scenario): Promise<Figures> {
  const stack = await TestStack.create(NAME, NAMESPACE);
  const { job } = stack.cluster() as { job: { arguments: string[] } };
  stack.configure({ job: { ...job, arguments: [...job.arguments, ...jobArguments] } as never });
  let since = new Date();
  try {
    await stack.up();
    const rest = await directFlink(stack);
    const running = jobArguments.length === 0 ? await stack.runningJob() : undefined;
    if (!fromTheBeginning && running) since = new Date();
    await happens(stack, rest, running!);
    const requests = await requestsSince(since, NAMESPACE, NAMES);
    assert.ok(requests.length > 0, "the audit log has no request of Flink's");
    const used = (kind: ProcessKind) =>
      [
        ...new Set(requests.filter((request) => request.kind === kind).map(({ verb, object }) => `${verb} ${object}`)),
      ].join(", ");
    const forbidden = requests.filter((request) => request.forbidden).reduce((sum, { count }) => sum + count, 0);
    return { jobmanager: used("jobmanager"), taskmanager: used("taskmanager"), forbidden, requests };
  } finally {
    await stack.dispose();
  }
}

/** Waits until the job has ended and Flink has put its metadata away. */
async function ended(stack: TestStack, rest: FlinkClient, state: string): Promise<void> {
  await rest.awaitState(NAMES.jobId, state);
  await waitFor({
    what: "Flink to delete the job's ConfigMap",
    seconds: 60,
    todo: "Look at the JobManager's log.",
    look: async () => {
      const { items } = await stack.core.listNamespacedConfigMap({ namespace: NAMESPACE });
      return items.some(({ metadata }) => metadata!.name === NAMES.jobConfigMap) ? undefined : true;
    },
  });
}

/** Waits until a JobManager was restarted and all are ready again under a leader. */
async function restarted(stack: TestStack): Promise<void> {
  await waitFor({
    what: "a restarted JobManager to be ready",
    seconds: 180,
    todo: "Look at the pods.",
    look: async () => {
      const statuses = (await podsOf(stack.core, NAMESPACE, NAME, "jobmanager")).map(
        (pod) => pod.status?.containerStatuses?.[0],
      );
      const back = statuses.some((status) => status!.restartCount > 0) && statuses.every((status) => status!.ready);
      return back && (await leaderPod(stack.core, NAMESPACE, NAME)) ? true : undefined;
    },
  });
}

/** The rules of each kind against what all scenarios together asked. */
const judgement: Row<undefined> = {
  id: "granted = used",
  run: (_, earlier) => {
    const requests = requestsOf(earlier);
    assert.equal(earlier.filter(({ passed }) => passed).length, SCENARIOS.length, "not all scenarios were observed");
    assert.deepEqual(
      requests.filter(({ forbidden }) => forbidden),
      [],
      "forbidden requests",
    );
    const unused = PROCESS_KINDS.flatMap((kind) => {
      const used = new Set(
        requests.filter((request) => request.kind === kind).map(({ verb, object }) => `${verb} ${object}`),
      );
      return granted(kind)
        .filter((grant) => !grant.some((one) => used.has(one)))
        .map((grant) => `${kind}: ${grant.join(" or ")}`);
    });
    assert.deepEqual(unused, [], "granted and never used");
    return Promise.resolve({ forbidden: 0 });
  },
};

/** Every verb that a kind of process is granted, each as what may be seen of it in the log. */
function granted(kind: ProcessKind): string[][] {
  return APPLICATION_STANDALONE.access[kind](NAMES).flatMap(({ verbs, resourceNames }) =>
    (verbs as string[]).map((verb) => {
      const objects = (resourceNames as string[] | undefined)?.map((name) =>
        name === NAMES.jobConfigMap ? "job" : "leader",
      );
      return (objects ?? ["(no name)", "leader", "job"]).map((object) => `${verb} ${object}`);
    }),
  );
}

function requestsOf(records: RowRecord[]): (Requests & { scenario: string })[] {
  return records.flatMap(({ row, figures }) =>
    ((figures.requests ?? []) as Requests[]).map((request) => ({ ...request, scenario: row })),
  );
}

function matrix(records: RowRecord[]): string {
  const requests = requestsOf(records);
  const keyOf = ({ kind, verb, resource, object, forbidden }: Requests) => [
    kind,
    verb,
    resource,
    object,
    forbidden ? "403" : "",
  ];
  const keys = [...new Set(requests.map((request) => JSON.stringify(keyOf(request))))].sort();
  const rows = keys.map((key) => {
    const count = (scenario: string) =>
      requests.find((request) => request.scenario === scenario && JSON.stringify(keyOf(request)) === key)?.count;
    return [...(JSON.parse(key) as string[]), ...SCENARIOS.map(({ name }) => count(name))];
  });
  const note =
    "Requests by the audit log. `leader` is the ConfigMap of the leader election, `job` that of the job's checkpoints.";
  return `${note}\n\n${markdown(["service account", "verb", "resource", "object", "", ...SCENARIOS.map(({ name }) => name)], rows)}`;
}
