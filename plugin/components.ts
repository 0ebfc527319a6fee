import { status } from "@grpc/grpc-js";
import type * as pulumi from "@pulumi/pulumi";
import * as components from "../components";
import schema from "../components/schema.json";
import { ProtocolError } from "./errors";

/** Makes a component from arguments that the schema allows and perhaps others: the component refuses these itself. */
export type Make = (
  name: string,
  args: Record<string, unknown>,
  options: pulumi.ComponentResourceOptions,
) => { urn: pulumi.Output<string>; outputs: pulumi.Inputs };

type Library = Record<
  string,
  new (name: string, args: object, options: pulumi.ComponentResourceOptions) => pulumi.ComponentResource
>;

/** How the component of a type token is made. */
export function maker(token: string): Make {
  const definition = (schema.resources as Record<string, { properties: object }>)[token];
  if (definition === undefined) throw new ProtocolError(status.NOT_FOUND, `the plugin flink has no component ${token}`);
  const Component = (components as unknown as Library)[token.split(":").at(-1)!];
  return (name, args, options) => {
    const component = new Component(name, args, options);
    const outputs = Object.keys(definition.properties).map((key) => [key, component[key as keyof typeof component]]);
    return { urn: component.urn, outputs: Object.fromEntries(outputs) as pulumi.Inputs };
  };
}
