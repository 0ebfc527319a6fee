import * as assert from "node:assert/strict";
import { type JobManagerMemory, jobManagerMemory } from "../../components/memory/jobManager";
import { parseMemorySize } from "../../components/notation/memorySize";
import { type TaskManagerMemory, taskManagerMemory } from "../../components/memory/taskManager";
import { parseDuration } from "../../components/notation/duration";
import { type Case, JOB_MANAGER_CASES, randomOptions, TASK_MANAGER_CASES } from "./cases";
import { type Answer, askFlink } from "./flinkOracle";

const SEED = 20260622;

describe("memory model against Flink 2.3.0's BashJavaUtils", function () {
  this.timeout("3m");

  it("TaskManager: the same sizes, accepted and refused alike", () => {
    // GIVEN
    const cases = [
      ...TASK_MANAGER_CASES,
      ...randomOptions("taskmanager", 60, SEED).map((options): Case => ({ options })),
    ];
    const configurations = cases.map(({ options }) => withPrefix("taskmanager.memory.", options));
    // WHEN
    const answers = askFlink(configurations.map((configuration) => ({ ask: "GET_TM_RESOURCE_PARAMS", configuration })));
    // THEN
    compare(
      cases,
      TASK_MANAGER_CASES.length,
      answers,
      configurations.map((configuration) => taskManagerMemory(configuration)),
      taskManagerWords,
    );
  });

  it("TaskManager: deprecated keys and CPUs as Flink reads them", () => {
    const process = { "taskmanager.memory.process.size": "4g" };
    const configurations: Record<string, string>[] = [
      { ...process, "taskmanager.memory.size": "1g" },
      { ...process, "taskmanager.memory.size": "1g", "taskmanager.memory.managed.size": "2g" },
      { ...process, "taskmanager.network.memory.min": "700m" },
      { ...process, "taskmanager.network.memory.max": "100m" },
      { ...process, "taskmanager.network.memory.fraction": "0.2" },
      { ...process, "taskmanager.cpu.cores": "0.5" },
      { ...process, "taskmanager.cpu.cores": "0" },
      { ...process, "taskmanager.cpu.cores": "-1" },
      { ...process, "taskmanager.cpu.cores": "many" },
      { ...process, "taskmanager.numberOfTaskSlots": "4" },
      { ...process, "taskmanager.numberOfTaskSlots": "0" },
      { ...process, "taskmanager.numberOfTaskSlots": "1.5" },
      { ...process, "taskmanager.numberOfTaskSlots": "3000000000" },
    ];
    const answers = askFlink(configurations.map((configuration) => ({ ask: "GET_TM_RESOURCE_PARAMS", configuration })));
    answers.forEach((answer, index) => {
      const { memory } = taskManagerMemory(configurations[index]);
      assert.deepEqual(memory && taskManagerWords(memory), words(answer), describeCase(configurations[index], answer));
    });
  });

  it("JobManager: the same sizes, accepted and refused alike", () => {
    // GIVEN
    const cases = [
      ...JOB_MANAGER_CASES,
      ...randomOptions("jobmanager", 60, SEED).map((options): Case => ({ options })),
    ];
    const configurations = cases.map(({ options }) => withPrefix("jobmanager.memory.", options));
    // WHEN
    const answers = askFlink(configurations.map((configuration) => ({ ask: "GET_JM_RESOURCE_PARAMS", configuration })));
    // THEN
    compare(
      cases,
      JOB_MANAGER_CASES.length,
      answers,
      configurations.map((configuration) => jobManagerMemory(configuration)),
      jobManagerWords,
    );
  });

  it("memory sizes are read alike", () => {
    const texts = [
      ..."0|7|7b|7 bytes|1k|1 KB|1kibibytes|2m|2MB|2 mebibytes|3g|3gb|3gibibytes|1t|1tb|1 tebibytes| 12 m |007m|1 M ".split(
        "|",
      ),
      ..."|m|-1|+1|1.5g|1,5g|1e3|2Gi|2Mi|1 mi|1 byte|1p|1 m b|1_000|0x10|9223372036854775808|9000000t|8388608t".split(
        "|",
      ),
    ];
    const answers = askFlink(texts.map((text) => ({ ask: "memory-size", text })));
    texts.forEach((text, index) => {
      const expected = answers[index].accepted && Number(answers[index].accepted[0]);
      assert.equal(parseMemorySize(text).value, expected, `"${text}": ${JSON.stringify(answers[index])}`);
    });
  });

  it("durations are read alike", () => {
    const texts = [
      ..."0|15|15s|15 s|10 S|2 sec|2 secs|1 second|3 seconds|1m|1 min|2 minute|2 minutes|1h|1 hour|2 hours|1d|1 day|2 days".split(
        "|",
      ),
      ..."500ms|1 milli|2 millis|1 millisecond|2 milliseconds|7µs|7 micro|7 micros|7 microsecond|7 microseconds".split(
        "|",
      ),
      ..."9ns|9 nano|9 nanos|9 nanosecond|9 nanoseconds| 5 s |PT10S|pt1.5s|P1DT2H3M4S|PT0S|P2D".split("|"),
      ..."|s|-1 s|+1s|1.5s|1us|1 us|1 mins|1 hr|1 w|1 sec ond|PT|P|P1DT|-PT1S|10 s 5 ms|99999999999999999999 d".split(
        "|",
      ),
    ];
    const answers = askFlink(texts.map((text) => ({ ask: "duration", text })));
    texts.forEach((text, index) => {
      const [expected] = answers[index].accepted ?? [];
      // Flink answers in ISO 8601, which for these texts is one number of hours, minutes and seconds each.
      assert.equal(
        parseDuration(text).value,
        expected && milliseconds(expected),
        `"${text}": ${JSON.stringify(answers[index])}`,
      );
    });
  });
});

interface Result<M> {
  memory?: M;
  problems: { rule: string }[];
}

/** Every answer equals the model's; in the first `edges` cases also the reasons agree. */
function compare<M>(
  cases: Case[],
  edges: number,
  answers: Answer[],
  results: Result<M>[],
  wordsOf: (memory: M) => Record<string, string>,
): void {
  cases.forEach(({ options, refused }, index) => {
    const [answer, { memory, problems }] = [answers[index], results[index]];
    const where = describeCase(options, answer);
    assert.deepEqual(memory && wordsOf(memory), words(answer), where);
    if (index >= edges) return;
    assert.equal(answer.rejected !== undefined, refused !== undefined, where);
    if (!refused) return;
    assert.equal(problems[0].rule, refused[0], where);
    assert.match(answer.rejected!, refused[1], where);
  });
  // The random half must test both outcomes.
  const random = answers.slice(edges);
  const accepted = random.filter((answer) => answer.accepted).length;
  assert.ok(accepted >= 10 && random.length - accepted >= 10, `random cases: ${accepted} of ${random.length} accepted`);
}

/** What Flink prints for a TaskManager with these sizes: JVM flags and dynamic options. */
function taskManagerWords(memory: TaskManagerMemory): Record<string, string> {
  return {
    ...jvmWords(memory.jvm),
    "taskmanager.memory.framework.heap.size": `${memory.frameworkHeap}b`,
    "taskmanager.memory.framework.off-heap.size": `${memory.frameworkOffHeap}b`,
    "taskmanager.memory.task.heap.size": `${memory.taskHeap}b`,
    "taskmanager.memory.task.off-heap.size": `${memory.taskOffHeap}b`,
    "taskmanager.memory.managed.size": `${memory.managed}b`,
    "taskmanager.memory.network.min": `${memory.network}b`,
    "taskmanager.memory.network.max": `${memory.network}b`,
    ...processWords("taskmanager", memory),
  };
}

/** What Flink prints for a JobManager with these sizes. */
function jobManagerWords(memory: JobManagerMemory): Record<string, string> {
  return {
    ...jvmWords(memory.jvm),
    "jobmanager.memory.heap.size": `${memory.heap}b`,
    "jobmanager.memory.off-heap.size": `${memory.offHeap}b`,
    ...processWords("jobmanager", memory),
  };
}

function processWords(kind: string, memory: TaskManagerMemory | JobManagerMemory): Record<string, string> {
  assert.equal(memory.process, memory.flink + memory.metaspace + memory.overhead);
  return {
    [`${kind}.memory.jvm-metaspace.size`]: `${memory.metaspace}b`,
    [`${kind}.memory.jvm-overhead.min`]: `${memory.overhead}b`,
    [`${kind}.memory.jvm-overhead.max`]: `${memory.overhead}b`,
  };
}

function jvmWords(jvm: (TaskManagerMemory | JobManagerMemory)["jvm"]): Record<string, string> {
  return {
    "-Xmx": String(jvm.maxHeap),
    "-Xms": String(jvm.initialHeap),
    ...(jvm.maxDirect === undefined ? {} : { "-XX:MaxDirectMemorySize": String(jvm.maxDirect) }),
    "-XX:MaxMetaspaceSize": String(jvm.maxMetaspace),
  };
}

/** The same, from Flink's answer; undefined where it refuses. Options besides memory are left out. */
function words({ accepted }: Answer): Record<string, string> | undefined {
  if (!accepted) return undefined;
  const [flags, options] = accepted;
  const jvm = flags.split(" ").map((flag) => /^(-Xm[xs]|-XX:\w+)=?(\d+)$/.exec(flag)!.slice(1, 3));
  const dynamic = [...options.matchAll(/-D (\S+)=(\S+)/g)]
    .map(([, key, value]) => [key, value])
    .filter(([key]) => key.includes(".memory."));
  return Object.fromEntries([...jvm, ...dynamic]);
}

function milliseconds(iso8601: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(iso8601)!;
  return Math.round(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1e9) / 1e6;
}

function withPrefix(prefix: string, options: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [prefix + name, value]));
}

function describeCase(options: Record<string, string>, answer: Answer): string {
  return `${JSON.stringify(options)}; Flink says: ${answer.rejected ?? answer.accepted.join(" ")}`;
}
