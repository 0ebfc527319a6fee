/* eslint-disable @typescript-eslint/no-require-imports -- generated code, half of it without declarations */

/** Pulumi's provider protocol as the Node.js SDK has it compiled: the same that its own servers use. */
export const providerGrpc = require("@pulumi/pulumi/proto/provider_grpc_pb");
export const providerProto = require("@pulumi/pulumi/proto/provider_pb");
export const pluginProto = require("@pulumi/pulumi/proto/plugin_pb");
export const statusProto = require("@pulumi/pulumi/proto/status_pb");
