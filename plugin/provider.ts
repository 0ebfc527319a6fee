import { PluginInfo, type PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { version } from "../components/package.json";
import schema from "../components/schema.json";
import type { Methods } from "./serve";

/** What the plugin answers, by the method's name in Pulumi's provider protocol; what is missing it does not serve. */
export function provider(engineAddress: string | undefined): Methods {
  let engine = engineAddress;
  return {
    getPluginInfo: () => new PluginInfo().setVersion(version),
    getSchema: () => new proto.GetSchemaResponse().setSchema(JSON.stringify({ ...schema, version })),

    handshake: () =>
      new proto.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true).setAcceptOutputs(true),
    // Only of a plugin that was started by hand, for a debugger.
    attach: (request: PluginAttach) => {
      engine = request.getAddress();
      return new Empty();
    },
    cancel: () => new Empty(),

    // The provider itself has no configuration: Kubernetes and AWS are reached by their own providers.
    configure: () =>
      new proto.ConfigureResponse().setAcceptsecrets(true).setAcceptresources(true).setAcceptoutputs(true),
    checkConfig: (request: proto.CheckRequest) => new proto.CheckResponse().setInputs(request.getNews()),
    diffConfig: () => new proto.DiffResponse().setChanges(proto.DiffResponse.DiffChanges.DIFF_NONE),

    construct: (request: proto.ConstructRequest) => {
      if (engine === undefined) throw new Error("the plugin was started without the address of an engine");
      // Loaded with the first component: whoever only wants the schema does not wait for the library.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { construct } = require("./construct") as typeof import("./construct");
      return construct(request, engine);
    },
  };
}
