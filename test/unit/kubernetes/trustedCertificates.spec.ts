import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { trustCertificates } from "../../../components/kubernetes/trustedCertificates";
import { cluster } from "../../support/recordedCluster";

const run = promisify(execFile);
const storage = { uri: "s3://bucket", endpoint: "https://store:9000", trustedCertificates: { configMap: "store-ca" } };

for (const role of ["jobmanager", "taskmanager"]) {
  describe(`certificates that the ${role}s trust`, () => {
    it("are mounted from the ConfigMap and imported before Flink starts", async () => {
      const { deployment, container } = await cluster({
        storage: { ...storage, trustedCertificates: { configMap: "store-ca", key: "roots.pem" } },
      });
      const { volumes } = deployment(role).inputs.spec.template.spec;
      const { volumeMounts, command } = container(role);
      assert.deepEqual(volumes.slice(4), [
        {
          name: "trusted-certificates",
          configMap: { name: "store-ca", items: [{ key: "roots.pem", path: "ca.crt" }] },
        },
      ]);
      assert.deepEqual(volumeMounts.slice(4), [
        { name: "trusted-certificates", mountPath: "/var/run/pulumi-flink/trusted-certificates", readOnly: true },
      ]);
      const script: string = command[2];
      const preparation = trustCertificates(
        "/var/run/pulumi-flink/trusted-certificates/ca.crt",
        "/tmp/trusted-certificates",
      );
      assert.ok(script.includes(preparation));
      assert.ok(script.indexOf(preparation) < script.indexOf("exec "));
    });

    it("are the JVM's own without an argument", async () => {
      const { deployment, container } = await cluster();
      assert.equal(deployment(role).inputs.spec.template.spec.volumes.length, 4);
      assert.doesNotMatch(container(role).command[2], /keytool|JAVA_TOOL_OPTIONS/);
    });
  });
}

describe("the commands that let JVMs trust certificates", function () {
  // Each keytool is a JVM.
  this.timeout(120_000);
  let folder: string;
  const file = (name: string) => join(folder, name);
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "trusted-certificates-"));
    for (const name of ["one", "two"]) {
      const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", file(`${name}.key`)];
      await run("openssl", ["req", "-x509", ...key, "-out", file(`${name}.crt`), "-subj", `/CN=${name}`]);
    }
    const [one, two] = ["one", "two"].map((name) => readFileSync(file(`${name}.crt`), "utf8"));
    // As bundles are: remarks between the certificates, lines of Windows, no end of line at the end.
    writeFileSync(file("bundle.crt"), `# one\n${one.replaceAll("\n", "\r\n")}\n# two\n${two.trimEnd()}`);
    writeFileSync(file("none.crt"), "no certificate\n");
    writeFileSync(file("broken.crt"), "-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n");
  });
  after(() => rmSync(folder, { recursive: true }));

  /** What the script leaves in JAVA_TOOL_OPTIONS. */
  async function trust(pem: string, options: Record<string, string> = {}): Promise<string> {
    const script = `set -eu\n${trustCertificates(file(pem), file("store"))}echo "options=$JAVA_TOOL_OPTIONS"`;
    const { stdout } = await run("bash", ["-c", script], { env: { ...withoutJavaOptions(), ...options } });
    return /^options=(.*)$/m.exec(stdout)![1];
  }

  /** Fingerprints in a store. */
  async function fingerprints(store: string): Promise<string[]> {
    const { stdout } = await run("keytool", ["-list", "-keystore", store, "-storepass", "changeit"], {
      env: withoutJavaOptions(),
    });
    return [...stdout.matchAll(/SHA-256\): ([0-9A-F:]+)/g)].map(([, print]) => print);
  }

  async function fingerprint(certificate: string): Promise<string> {
    const { stdout } = await run("openssl", ["x509", "-in", file(certificate), "-noout", "-fingerprint", "-sha256"]);
    return stdout.trim().split("=")[1];
  }

  it("extend a copy of the JVM's own store by every certificate, again after a restart", async () => {
    const { stdout } = await run("bash", [
      "-c",
      'readlink -f "${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}/lib/security/cacerts"',
    ]);
    const own = await fingerprints(stdout.trim());
    const added = [await fingerprint("one.crt"), await fingerprint("two.crt")];
    for (let start = 1; start <= 2; start++) {
      const options = await trust("bundle.crt");
      assert.equal(options, `-Djavax.net.ssl.trustStore=${file("store")} -Djavax.net.ssl.trustStorePassword=changeit`);
      assert.deepEqual((await fingerprints(file("store"))).sort(), [...own, ...added].sort());
    }
  });

  it("keep the options that the image has", async () => {
    assert.match(
      await trust("one.crt", { JAVA_TOOL_OPTIONS: "-Dimage=1" }),
      /^-Dimage=1 -Djavax\.net\.ssl\.trustStore=/,
    );
  });

  it("end the start where a certificate is missing or broken", async () => {
    await assert.rejects(trust("none.crt"), /none\.crt \(storage\.trustedCertificates\) has no certificate in PEM/);
    await assert.rejects(
      trust("broken.crt"),
      /Certificate 1 of .*broken\.crt \(storage\.trustedCertificates\) cannot be imported/,
    );
    await assert.rejects(trust("absent.crt"), /absent\.crt/);
  });

  function withoutJavaOptions(): NodeJS.ProcessEnv {
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== "JAVA_TOOL_OPTIONS"));
  }
});
