import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import { version } from "../../../components/package.json";
import { serverCertificate } from "../../../sandbox/certificates";
import { PROJECT_ROOT } from "../../../toolchain/cache";
import { languageEnvironment } from "../../../toolchain/languages";
import { Consumer } from "../../support/consumer";
import { GIT_SERVER, GitServer } from "../../support/gitServer";
import { packed } from "../../support/packed";

/** In YAML, which needs neither compiler nor SDK: what is shown is how the plugin is found. */
const PROGRAM = `name: added
runtime: yaml
resources:
  orders:
    type: flink:FlinkCluster
    properties:
      namespace: streaming
      image: orders:1
      job: { entryClass: com.example.Orders }
      storage: { uri: "s3://bucket/flink", region: eu-central-1 }
`;

/** The version that a release of this code would have; the engine takes none with a suffix from git. */
const RELEASED = version.replace(/-.*/, "");

describe("pulumi package add", () => {
  let consumer: Consumer;

  beforeEach(async () => {
    consumer = new Consumer();
    consumer.env.PATH = [...languageEnvironment().path, consumer.env.PATH].join(delimiter);
    consumer.write("Pulumi.yaml", PROGRAM);
    await consumer.run("pulumi", ["stack", "init", "test"]);
  });
  afterEach(() => consumer?.remove());

  async function previewsCluster(environment: NodeJS.ProcessEnv = {}): Promise<void> {
    const preview = await consumer.run("pulumi", ["preview"], environment);
    assert.match(preview, /kubernetes:apps\/v1:Deployment orders-jobmanager create/);
    assert.match(preview, /\+ 13 to create/);
  }

  it("takes the plugin by its path in a clone", async () => {
    await packed();
    await consumer.run("pulumi", ["package", "add", join(PROJECT_ROOT, "plugin")]);
    await previewsCluster();
  });

  it("takes the plugin from the folder of an unpacked archive that Pulumi.yaml names", async () => {
    const { executable } = await packed();
    const plugins = { providers: [{ name: "flink", path: dirname(executable) }] };
    consumer.write("Pulumi.yaml", `${PROGRAM}${stringify({ plugins })}`);
    await consumer.run("pulumi", ["package", "add", "flink"]);
    await previewsCluster();
  });

  it("takes the plugin by its name, once it is installed from the archive", async () => {
    await consumer.installPlugin();
    await consumer.run("pulumi", ["package", "add", `flink@${version}`]);
    await previewsCluster();
  });

  describe("from a git tag", () => {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-flink-git-"));
    let server: GitServer;

    before(async () => {
      await publish(join(folder, "pulumi-flink", "pulumi-flink.git"));
      const certificate = await serverCertificate("git", [`IP:${GIT_SERVER}`]);
      writeFileSync(join(folder, "authority.crt"), certificate.authority);
      server = await GitServer.start(folder, certificate);
    });
    after(async () => {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it("takes the plugin, which npm bundles when it is installed", async () => {
      const repository = `https://${GIT_SERVER}/pulumi-flink/pulumi-flink.git/plugin@v${RELEASED}`;
      const environment = {
        SSL_CERT_FILE: join(folder, "authority.crt"),
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "false",
      };
      await consumer.run("pulumi", ["package", "add", repository], environment);
      await previewsCluster(environment);
    });
  });
});

/** Makes a bare repository of this checkout as a release would leave it: its version set, and tagged. */
async function publish(bare: string): Promise<void> {
  const clone = mkdtempSync(join(tmpdir(), "pulumi-flink-clone-"));
  const git = (...args: string[]) =>
    execa("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], { cwd: clone });
  const { stdout } = await execa("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: PROJECT_ROOT,
  });
  for (const file of stdout.split("\n")) cpSync(join(PROJECT_ROOT, file), join(clone, file));
  for (const file of ["components/package.json", "plugin/package.json"].map((path) => join(clone, path)))
    writeFileSync(file, readFileSync(file, "utf8").replace(`"version": "${version}"`, `"version": "${RELEASED}"`));
  await git("init", "--quiet");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "Release");
  await git("tag", `v${RELEASED}`);
  mkdirSync(dirname(bare), { recursive: true });
  await git("clone", "--quiet", "--bare", clone, bare);
  rmSync(clone, { recursive: true });
}
