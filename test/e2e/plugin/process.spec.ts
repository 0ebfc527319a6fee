import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readlinkSync } from "node:fs";
import { createInterface } from "node:readline";
import { once } from "node:events";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";
import schema from "../../../components/schema.json";
import { waitFor } from "../../../operations/wait";
import { identify, isAlive } from "../../../toolchain/processIdentity";
import { Consumer } from "../../support/consumer";
import { packed } from "../../support/packed";

/** Starts the plugin as an engine does and returns the schema that it answers with, and how long that took. */
async function firstAnswer(executable: string): Promise<{ answer: string; milliseconds: number }> {
  const started = performance.now();
  // No Node.js on PATH: the plugin brings its own.
  const plugin = spawn(executable, { env: { PATH: "/nowhere" }, stdio: ["pipe", "pipe", "inherit"] });
  const [port] = await once(createInterface(plugin.stdout), "line");
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const answer = await new Promise<string>((resolve, reject) => {
    client.getSchema(new GetSchemaRequest(), (error, response) =>
      error ? reject(error) : resolve(response.getSchema()),
    );
  });
  const milliseconds = performance.now() - started;
  client.close();
  const ended = once(plugin, "exit");
  plugin.kill("SIGTERM");
  await ended;
  return { answer, milliseconds };
}

/** Processes that run an executable of a folder. */
function processesOf(folder: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/exe`).startsWith(folder);
      } catch {
        return false; // it has ended, or is not ours
      }
    });
}

describe("the plugin's process", () => {
  it("answers with the checked-in schema within a second of its start, without a Node.js of the user's", async () => {
    const { executable } = await packed();
    const answers = [];
    for (let round = 0; round < 5; round++) answers.push(await firstAnswer(executable));
    assert.deepEqual(JSON.parse(answers[0].answer), schema);
    const times = answers.map(({ milliseconds }) => Math.round(milliseconds)).sort((a, b) => a - b);
    assert.ok(times[2] <= 1000, `${times.join(", ")} ms`);
  });

  it("ends with its engine though nothing is asked of it", async () => {
    const { executable } = await packed();
    // Only a connection is needed of the engine here: the plugin waits for its first request.
    const serve = `require("node:http2").createServer().listen(0, "127.0.0.1", function () { console.log(this.address().port); })`;
    const engine = spawn(process.execPath, ["-e", serve], { stdio: ["ignore", "pipe", "inherit"] });
    const [port] = await once(createInterface(engine.stdout), "line");
    const plugin = spawn(executable, [`127.0.0.1:${port}`], { stdio: ["pipe", "pipe", "inherit"] });
    try {
      await once(createInterface(plugin.stdout), "line");
      const ended = once(plugin, "exit", { signal: AbortSignal.timeout(10_000) });
      engine.kill("SIGKILL");
      await ended;
    } finally {
      engine.kill("SIGKILL");
      plugin.kill("SIGKILL");
    }
  });

  describe("whose engine is killed with -9", () => {
    let consumer: Consumer;
    let engine: ChildProcess | undefined;

    before(async () => {
      consumer = new Consumer();
      await consumer.installPlugin();
      await consumer.linkPackages();
      consumer.write("Pulumi.yaml", "name: killed\nruntime: nodejs\n");
      consumer.write("package.json", "{}");
      // The program stays, and with it engine and plugin, until they are killed.
      consumer.write(
        "index.js",
        `const pulumi = require("@pulumi/pulumi");
         new pulumi.ComponentResource("flink:index:FlinkCluster", "orders", {
           namespace: "streaming",
           image: "orders:1",
           job: { entryClass: "com.example.Orders" },
           storage: { uri: "s3://bucket/flink", region: "eu-central-1" },
         }, {}, true);
         module.exports = new Promise(() => setInterval(() => undefined, 60_000));`,
      );
      await consumer.run("pulumi", ["stack", "init", "test"]);
    });
    after(() => {
      // What is left of its group: language host and program.
      if (engine?.pid !== undefined && identify(engine.pid)) process.kill(-engine.pid, "SIGKILL");
      consumer?.remove();
    });

    it("ends", async () => {
      const { directory: cwd, env } = consumer;
      engine = spawn("pulumi", ["preview"], { cwd, env, detached: true, stdio: "ignore" });
      const plugin = await waitFor({
        what: "the plugin to run",
        seconds: 60,
        todo: "Run the program by hand.",
        look: async () => processesOf(consumer.home).map(identify)[0],
      });
      process.kill(engine.pid!, "SIGKILL");
      await waitFor({
        what: `plugin ${plugin.pid} to end`,
        seconds: 10,
        everyMs: 50,
        todo: "See what it waits for.",
        look: async () => !isAlive(plugin) || undefined,
      });
    });
  });
});
