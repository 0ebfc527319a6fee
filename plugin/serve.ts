import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { serviceError } from "./errors";

/** The methods of the provider protocol by name, each from a request to its answer. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each method has its own messages
export type Methods = Record<string, (request: any) => unknown>;

/** Serves the provider protocol on a free port of loopback and returns the port; what is not served answers so. */
export function serve(methods: Methods): Promise<number> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const handlers = Object.entries(methods).map(([name, method]) => [name, answer(method)]);
  server.addService(ResourceProviderService, Object.fromEntries(handlers) as grpc.UntypedServiceImplementation);
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

function answer(method: Methods[string]): grpc.handleUnaryCall<unknown, unknown> {
  return ({ request }, callback) => {
    Promise.resolve()
      .then(() => method(request))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(serviceError(error)),
      );
  };
}
