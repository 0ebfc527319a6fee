import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { checkObject, type Failure } from "../schema/check";
import type { Schema } from "../schema/shapes";
import { type Aws, awsClients } from "./aws";
import { connection, refuseOtherAccounts, unservedOptions } from "./connection";
import type { AwsFunction, Handler } from "./handler";
import { pluginProto, providerGrpc, providerProto, statusProto } from "./protocol";
import { Incomplete, Resources } from "./resources";
import { type Properties, defined } from "./values";

/** What the plugin is made of. */
export interface Parts {
  version: string;
  handlers: Record<string, Handler>;
  functions: Record<string, AwsFunction>;
  schema: Schema;
}

/** A method of the protocol; what is no promise yet is an answer too. */
type Method = (request: any) => unknown;

/** Serves Pulumi's resource provider protocol on a free port of loopback and returns the port. */
export async function serve(parts: Parts): Promise<number> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  const methods = Object.fromEntries(Object.entries(provider(parts)).map(([name, method]) => [name, answer(method)]));
  server.addService(providerGrpc.ResourceProviderService, methods);
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

/** The methods of the protocol by name, from requests to answers. */
function provider({ version, handlers, functions, schema }: Parts): Record<string, Method> {
  let aws: ((region?: string) => Aws) | undefined;
  const clients = (region?: string) => {
    if (!aws) throw new Error("the provider was asked before it was configured");
    return aws(region);
  };
  const resources = new Resources(handlers, schema, clients);

  return {
    getPluginInfo: () => build(new pluginProto.PluginInfo(), (info) => info.setVersion(version)),
    getSchema: () =>
      build(new providerProto.GetSchemaResponse(), (response) =>
        response.setSchema(JSON.stringify({ name: "aws", version })),
      ),
    attach: () => new Empty(),
    cancel: () => new Empty(),

    checkConfig: (request) => checked(object(request.getNews()), unservedOptions(object(request.getNews()))),
    // Another region or other keys concern objects that are made from now on.
    diffConfig: () =>
      build(new providerProto.DiffResponse(), (response) =>
        response.setChanges(providerProto.DiffResponse.DiffChanges.DIFF_NONE),
      ),
    configure: async (request) => {
      const config = object(request.getArgs());
      const configured = awsClients(connection(config));
      await refuseOtherAccounts(configured(), config);
      aws = configured;
      return build(new providerProto.ConfigureResponse(), (response) => response.setSupportspreview(true));
    },

    check: (request) => {
      const { inputs, failures } = resources.check(
        request.getUrn(),
        object(request.getOlds()),
        object(request.getNews()),
        request.getRandomseed_asU8(),
      );
      return checked(inputs, failures);
    },
    diff: (request) => {
      const { changes, deleteBeforeReplace } = resources.diff(
        request.getUrn(),
        object(request.getOldInputs()),
        object(request.getNews()),
      );
      const { DiffChanges } = providerProto.DiffResponse;
      const response = new providerProto.DiffResponse();
      response.setChanges(changes.size > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE);
      response.setDiffsList([...changes.keys()]);
      response.setReplacesList([...changes].filter(([, { replace }]) => replace).map(([name]) => name));
      response.setDeletebeforereplace(deleteBeforeReplace);
      response.setHasdetaileddiff(true);
      for (const [name, { kind, replace }] of changes) {
        const property = new providerProto.PropertyDiff();
        property.setKind(providerProto.PropertyDiff.Kind[`${kind}${replace ? "_replace" : ""}`.toUpperCase()]);
        property.setInputdiff(true);
        response.getDetaileddiffMap().set(name, property);
      }
      return response;
    },
    create: async (request) => {
      const { id, properties } = await resources.create(
        request.getUrn(),
        object(request.getProperties()),
        request.getPreview(),
      );
      return build(new providerProto.CreateResponse(), (response) => {
        response.setId(id);
        response.setProperties(struct(properties));
      });
    },
    read: async (request) => {
      const found = await resources.read(
        request.getUrn(),
        request.getId(),
        object(request.getInputs()),
        object(request.getProperties()),
      );
      return build(new providerProto.ReadResponse(), (response) => {
        if (!found) return;
        response.setId(request.getId());
        response.setInputs(struct(found.inputs));
        response.setProperties(struct(found.properties));
      });
    },
    update: async (request) => {
      const properties = await resources.update(
        request.getUrn(),
        request.getId(),
        object(request.getNews()),
        object(request.getOlds()),
        request.getPreview(),
      );
      return build(new providerProto.UpdateResponse(), (response) => response.setProperties(struct(properties)));
    },
    delete: async (request) => {
      await resources.delete(request.getUrn(), request.getId(), object(request.getProperties()));
      return new Empty();
    },

    invoke: async (request) => {
      const [token, args] = [request.getTok(), object(request.getArgs())];
      if (!functions[token])
        throw new Error(
          `the stand-in for the AWS provider plugin does not serve the function ${token}; it serves ${Object.keys(functions).join(", ")}`,
        );
      const failures = checkObject(args, schema[token].inputs);
      const result = failures.length > 0 ? {} : await functions[token](args, clients(args.region));
      return build(new providerProto.InvokeResponse(), (response) => {
        response.setReturn(struct(result));
        response.setFailuresList(failures.map(checkFailure));
      });
    },
  };
}

function answer(method: Method): grpc.handleUnaryCall<any, any> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => method(call.request))
      .then(
        (response) => callback(null, response),
        (error: Error) => callback(status(error)),
      );
  };
}

/** An error as the engine wants it; of an incomplete object it has to learn the id. */
function status(error: Error): Partial<grpc.StatusObject> & { message: string; name: string } {
  const metadata = new grpc.Metadata();
  if (error instanceof Incomplete) {
    const detail = new providerProto.ErrorResourceInitFailed();
    detail.setId(error.id);
    detail.setProperties(struct(error.properties));
    detail.setReasonsList([error.message]);
    const any = new Any();
    any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const full = new statusProto.Status();
    full.setCode(grpc.status.UNKNOWN);
    full.setMessage(error.message);
    full.addDetails(any);
    metadata.add("grpc-status-details-bin", Buffer.from(full.serializeBinary()));
  }
  return { name: error.name, message: error.message, code: grpc.status.UNKNOWN, details: error.message, metadata };
}

function checked(inputs: Properties, failures: Failure[]): unknown {
  return build(new providerProto.CheckResponse(), (response) => {
    response.setInputs(struct(inputs));
    response.setFailuresList(failures.map(checkFailure));
  });
}

function checkFailure({ property, reason }: Failure): unknown {
  return build(new providerProto.CheckFailure(), (failure) => {
    failure.setProperty(property);
    failure.setReason(reason);
  });
}

function build<T>(message: T, fill: (message: T) => void): T {
  fill(message);
  return message;
}

const object = (value: Struct | undefined): Properties => value?.toJavaScript() ?? {};
const struct = (value: Properties): Struct => Struct.fromJavaScript(defined(value));
