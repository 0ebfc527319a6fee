import { type Alias, type ComponentResourceOptions, type ProviderResource, rootStackResource } from "@pulumi/pulumi";
import { deserializeProperty } from "@pulumi/pulumi/runtime";
import type { Alias as AliasMessage } from "@pulumi/pulumi/proto/alias_pb";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { DependencyProviderResource, DependencyResource, hooksOf } from "./sdk";

/** The options that the program gives the component; the rest the engine applies itself. */
export function componentOptions(request: ConstructRequest): ComponentResourceOptions {
  const replacementTrigger = request.getReplacementTrigger();
  return {
    parent: request.getParent() === "" ? undefined : new DependencyResource(request.getParent()),
    providers: providers(request),
    dependsOn: request.getDependenciesList().map((urn) => new DependencyResource(urn)),
    aliases: request.getAliasesList().map(alias),
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    customTimeouts: request.getCustomtimeouts()?.toObject(),
    hooks: hooksOf(request.getResourceHooks()),
    ...(request.getDeletedwith() !== "" && { deletedWith: new DependencyResource(request.getDeletedwith()) }),
    ...(replacementTrigger && { replacementTrigger: deserializeProperty(replacementTrigger.toJavaScript(), true) }),
  };
}

function providers(request: ConstructRequest): Record<string, ProviderResource> {
  const references = [...(request.getProvidersMap().entries() as Iterable<[string, string]>)];
  return Object.fromEntries(references.map(([name, reference]) => [name, new DependencyProviderResource(reference)]));
}

function alias(message: AliasMessage): string | Alias {
  const spec = message.getSpec();
  if (!spec) return message.getUrn();
  return {
    ...(spec.getName() !== "" && { name: spec.getName() }),
    ...(spec.getType() !== "" && { type: spec.getType() }),
    ...(spec.getProject() !== "" && { project: spec.getProject() }),
    ...(spec.getStack() !== "" && { stack: spec.getStack() }),
    ...(spec.hasParenturn() && { parent: spec.getParenturn() }),
    ...(spec.getNoparent() && { parent: rootStackResource }),
  };
}
