import { status } from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import { type ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { maker } from "./components";
import { ProtocolError } from "./errors";
import { componentOptions } from "./options";
import { awaitFeatureSupport, deserializeInputs, waitForRegistrations, withLocalStorage } from "./sdk";
import { failWithStray } from "./strays";

/** Registers a component and its children for a program in another language, and answers with its outputs. */
export async function construct(request: ConstructRequest, engine: string): Promise<ConstructResponse> {
  const make = maker(request.getType());
  const registered = withLocalStorage(() =>
    failWithStray(async () => {
      await joinDeployment(request, engine);
      const args = await deserializeInputs(request.getInputs(), request.getInputdependenciesMap());
      const { urn, outputs } = make(request.getName(), args, componentOptions(request));
      const response = new ConstructResponse();
      response.setUrn(await valueOf(urn));
      await describe(outputs, `construct(${request.getType()}, ${request.getName()})`, response);
      await waitForRegistrations();
      return response;
    }),
  );
  return registered.catch((error: unknown) => {
    throw forUsers(error);
  });
}

/**
 * Problems with arguments are one text, without a stack: of a list of properties the engine would print each value
 * again, secrets among them.
 */
function forUsers(error: unknown): unknown {
  return pulumi.InputPropertiesError.isInstance(error) || pulumi.RunError.isInstance(error)
    ? new ProtocolError(status.INVALID_ARGUMENT, error.message)
    : error;
}

/** Settings that the SDK keeps for whoever registers resources: here, for this component alone. */
async function joinDeployment(request: ConstructRequest, engine: string): Promise<void> {
  pulumi.runtime.resetOptions(
    request.getProject(),
    request.getStack(),
    request.getParallel(),
    engine,
    request.getMonitorendpoint(),
    request.getDryrun(),
    request.getOrganization(),
  );
  await awaitFeatureSupport();
  const config = Object.fromEntries(request.getConfigMap().entries() as Iterable<[string, string]>);
  pulumi.runtime.setAllConfig(config, request.getConfigsecretkeysList());
}

/** Writes the component's outputs and what each depends on into the answer. */
async function describe(outputs: pulumi.Inputs, label: string, response: ConstructResponse): Promise<void> {
  const [state, dependencies] = await pulumi.runtime.serializeResourceProperties(label, outputs);
  response.setState(Struct.fromJavaScript(state));
  for (const [property, resources] of dependencies) {
    const message = new ConstructResponse.PropertyDependencies();
    message.setUrnsList(await Promise.all([...resources].map(({ urn }) => valueOf(urn))));
    response.getStatedependenciesMap().set(property, message);
  }
}

/** The value of an Output that is always known. */
function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as { promise(): Promise<T> }).promise();
}
