/* eslint-disable @typescript-eslint/no-require-imports -- parts of Pulumi's SDK that its declarations leave out */
import type * as pulumi from "@pulumi/pulumi";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";

/** Runs something with settings and pending calls apart from everything else in the process. */
type WithLocalStorage = <T>(run: () => Promise<T>) => Promise<T>;

/** What Pulumi's own servers use of the SDK and its declarations do not name. A test holds it to the SDK. */
export const withLocalStorage: WithLocalStorage = require("@pulumi/pulumi/runtime/state").withLocalStorage;

const settings = require("@pulumi/pulumi/runtime/settings");
/** Asks the engine which features of the protocol it has. */
export const awaitFeatureSupport: () => Promise<void> = settings.awaitFeatureSupport;
/** Waits until every resource is registered; fails with the first that could not be. */
export const waitForRegistrations: () => Promise<void> = settings.waitForRPCs;

/** The hooks of the component, which the program runs. */
export const hooksOf: (
  binding: ConstructRequest.ResourceHooksBinding | undefined,
) => pulumi.ResourceHookBinding | undefined = require("@pulumi/pulumi/runtime/resource").hookBindingFromProto;

const server = require("@pulumi/pulumi/provider/server");
/** Arguments from the wire: secrets and what depends on resources are Outputs. */
export const deserializeInputs: (...inputs: InputsOnTheWire) => Promise<Record<string, unknown>> =
  server.deserializeInputs;

type InputsOnTheWire = [
  inputs: ReturnType<ConstructRequest["getInputs"]>,
  dependencies: ReturnType<ConstructRequest["getInputdependenciesMap"]>,
];

const resources = require("@pulumi/pulumi/resource");
/** A resource of the program, of which only the URN is known here. */
export const DependencyResource: new (urn: string) => pulumi.Resource = resources.DependencyResource;
/** A provider of the program, of which only the reference is known here. */
export const DependencyProviderResource: new (reference: string) => pulumi.ProviderResource =
  resources.DependencyProviderResource;
