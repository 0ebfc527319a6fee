import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubeConfigOf } from "../../../../cli/cluster/kubeConfig";
import { providerAccess } from "../../../../cli/cluster/providerAccess";
import { deployedClusters } from "../../../../cli/cluster/stackState";
import recorded from "./exportedState.json";

const [orders, payments, hidden] = deployedClusters(recorded);
const KUBECONFIG = payments.provider!.kubeconfig as string;

describe("how a stack's cluster is reached", () => {
  it("is the context of the provider", () =>
    assert.deepEqual(providerAccess(orders), { context: "sandbox", kubeconfig: undefined }));
  it("is the kubeconfig of the provider with the context that this names as current", () =>
    assert.equal(kubeConfigOf(providerAccess(payments)).getCurrentContext(), "recorded"));
  it("is the provider's context in the provider's kubeconfig where it has both", () =>
    assert.equal(
      kubeConfigOf(
        providerAccess({ name: "x", provider: { kubeconfig: KUBECONFIG, context: "other" } }),
      ).getCurrentContext(),
      "other",
    ));

  const unknown = (provider: Record<string, unknown> | undefined, why: RegExp) =>
    assert.throws(
      () => providerAccess({ name: "orders", provider }),
      (error: Error & { todo: string }) => why.test(error.message) && error.todo.includes("--context"),
    );
  it("is not known where the provider's kubeconfig is a secret", () =>
    unknown(hidden.provider, /kubeconfig is a secret/));
  it("is not known where the provider took what was current", () => unknown({}, /current context of whoever ran/));
  it("is not known without a provider", () => unknown(undefined, /has no Kubernetes provider/));
});

describe("a context", () => {
  it("is never the current one of the user's own kubeconfig", () =>
    withHome((home) => {
      mkdirSync(join(home, ".kube"));
      writeFileSync(join(home, ".kube/config"), KUBECONFIG);
      assert.equal(kubeConfigOf({ context: "other" }).getCurrentContext(), "other");
      assert.throws(() => kubeConfigOf({}), /the kubeconfig has no context ""/);
    }));
  it("is not invented where there is no kubeconfig", () =>
    withHome(() =>
      assert.throws(
        () => kubeConfigOf({ context: "loaded-context" }),
        (error: Error & { todo: string }) => error.todo.endsWith("(there are none)"),
      ),
    ));
  it("must be in the kubeconfig, whose contexts are listed", () =>
    assert.throws(
      () => kubeConfigOf({ kubeconfig: KUBECONFIG, context: "production" }),
      (error: Error & { todo: string }) =>
        error.message === 'the kubeconfig has no context "production"' && error.todo.endsWith("recorded, other"),
    ));
  it("is not looked for in a file that is not there", () =>
    assert.throws(() => kubeConfigOf({ kubeconfig: "./gone", context: "x" }), /there is no kubeconfig \.\/gone/));
});

/** Runs something as a user with an empty home. */
function withHome(run: (home: string) => void): void {
  const { HOME, KUBECONFIG: file } = process.env;
  const home = mkdtempSync(join(tmpdir(), "pulumi-flink-home-"));
  delete process.env.KUBECONFIG;
  process.env.HOME = home;
  try {
    run(home);
  } finally {
    rmSync(home, { recursive: true });
    process.env.HOME = HOME;
    if (file !== undefined) process.env.KUBECONFIG = file;
  }
}
