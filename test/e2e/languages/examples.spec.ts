import assert from "node:assert/strict";
import { join } from "node:path";
import { flinkClient } from "../../../commands/stack/kubernetes";
import { ensureNamespace, sandbox } from "../../../sandbox/client";
import { ExampleProject, type Language } from "../../support/languages/exampleProject";
import { hostsEnvironment, pathWithoutNode } from "../../support/languages/hosts";
import { forget, hasObjects, objectsIn } from "../../support/languages/leftOvers";

/** What each program runs with: YAML on a machine without Node.js. */
const LANGUAGES: { language: Language; title: string; withoutNode: boolean }[] = [
  { language: "yaml", title: "YAML, with no Node.js on PATH", withoutNode: true },
  { language: "python", title: "Python", withoutNode: false },
];

for (const { language, title, withoutNode } of LANGUAGES) {
  describe(`the example in ${title}, by the commands of its README`, () => {
    const NAMESPACE = `example-${language}`;
    let example: ExampleProject;
    let initial: string[];

    before(async () => {
      example = await ExampleProject.create(language, NAMESPACE, hostsEnvironment());
      await forget(NAMESPACE, example.stateUri);
      await ensureNamespace(NAMESPACE);
      initial = await objectsIn(NAMESPACE);
      if (withoutNode) example.consumer.env.PATH = pathWithoutNode(join(example.consumer.root, "bin"));
    });
    after(async () => {
      await example?.run("pulumi destroy --yes --skip-preview || true");
      if (example) await forget(NAMESPACE, example.stateUri);
      example?.remove();
    });

    if (withoutNode)
      it("runs where there is no Node.js", async () => {
        const { exitCode } = await example.consumer.end("bash", ["-c", "command -v node"]);
        assert.equal(exitCode, 1);
      });

    it("deploys a job that runs", async () => {
      const [deploy] = example.commands("Deploy");
      await example.run(deploy);
      const { restService, jobId } = await example.outputs();
      await flinkClient(sandbox(), NAMESPACE, restService).awaitState(jobId, "RUNNING");
    });

    it("has no changes at the next preview", async () => {
      const [, preview] = example.commands("Deploy");
      assert.match(preview, /--expect-no-changes/);
      await example.run(preview);
    });

    it("leaves what the README names, which its one command removes", async () => {
      const [destroy, clean] = example.commands("Remove");
      await example.run(destroy);
      const left = (await objectsIn(NAMESPACE)).filter((name) => !initial.includes(name));
      assert.ok(left.length > 0);
      assert.deepEqual(
        left.filter((name) => !/^configmap\/orders-g1-/.test(name)),
        [],
      );
      await example.run(clean);
      assert.deepEqual(await objectsIn(NAMESPACE), initial);
      assert.ok(await hasObjects(example.stateUri));
    });
  });
}

describe("the example in Go, by the commands of its README", () => {
  let example: ExampleProject;

  before(async () => {
    example = await ExampleProject.create("go", "example-go", hostsEnvironment());
  });
  after(() => example?.remove());

  it("compiles against the SDK that Pulumi generates, and its preview plans the cluster", async () => {
    const [deploy] = example.commands("Deploy");
    assert.match(deploy, /^pulumi up$/m);
    const preview = await example.run(deploy.replace(/^pulumi up$/m, "go vet .\npulumi preview"));
    for (const kind of ["jobmanager", "taskmanager"])
      assert.match(preview, new RegExp(`kubernetes:apps/v1:Deployment +orders-${kind} +create`));
  });
});
