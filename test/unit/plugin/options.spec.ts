import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { componentOptions } from "../../../plugin/options";

const PROVIDER = "urn:pulumi:dev::orders::pulumi:providers:kubernetes::production";
const PARENT = "urn:pulumi:dev::orders::acme:index:Pipeline::checkout";

/** The URN of a resource of the program. */
function urnOf(resource: pulumi.Resource | undefined): Promise<string> {
  return new Promise((resolve) => resource!.urn.apply(resolve));
}

describe("the options of a component that a program in another language gives", () => {
  it("are none where it gives none", () => {
    const { providers, dependsOn, aliases, ...rest } = componentOptions(new ConstructRequest());
    assert.deepEqual([providers, dependsOn, aliases], [{}, [], []]);
    for (const name of ["parent", "protect", "retainOnDelete", "customTimeouts", "hooks"] as const)
      assert.ok(!rest[name], name);
    assert.ok(!("deletedWith" in rest));
  });

  it("lead to the parent, the dependencies and what it is deleted with", async () => {
    const request = new ConstructRequest();
    request.setParent(PARENT);
    request.setDependenciesList([`${PARENT}-secret`]);
    request.setDeletedwith(`${PARENT}-namespace`);
    const { parent, dependsOn, deletedWith } = componentOptions(request);
    const [dependency] = dependsOn as pulumi.Resource[];
    assert.deepEqual(await Promise.all([parent, dependency, deletedWith].map(urnOf)), [
      PARENT,
      `${PARENT}-secret`,
      `${PARENT}-namespace`,
    ]);
  });

  it("have a provider for each package", async () => {
    const request = new ConstructRequest();
    request.getProvidersMap().set("kubernetes", `${PROVIDER}::some-id`);
    const { providers } = componentOptions(request) as { providers: Record<string, pulumi.ProviderResource> };
    assert.deepEqual(Object.keys(providers), ["kubernetes"]);
    assert.equal(await urnOf(providers.kubernetes), PROVIDER);
  });

  it("have aliases as URNs, or by what differs", () => {
    const request = new ConstructRequest();
    const spec = (fill: (spec: Alias.Spec) => void) => {
      const message = new Alias.Spec();
      fill(message);
      return new Alias().setSpec(message);
    };
    request.setAliasesList([
      new Alias().setUrn(PARENT),
      spec((alias) => alias.setName("payments")),
      spec((alias) => alias.setParenturn(PARENT)),
      spec((alias) => alias.setNoparent(true)),
    ]);
    assert.deepEqual(componentOptions(request).aliases, [
      PARENT,
      { name: "payments" },
      { parent: PARENT },
      { parent: pulumi.rootStackResource },
    ]);
  });

  it("protect and keep where the program says so, or says not", () => {
    const request = new ConstructRequest();
    request.setProtect(true);
    request.setRetainondelete(false);
    const { protect, retainOnDelete } = componentOptions(request);
    assert.deepEqual([protect, retainOnDelete], [true, false]);
  });
});
