/** Ports of the Flink processes. Flink's defaults where it has one; the random ones are fixed. */
export const PORTS = {
  jobManagerRpc: 6123,
  blobServer: 6124,
  rest: 8081,
  taskManagerRpc: 6122,
  taskManagerData: 6121,
  queryService: 6126,
} as const;

/** The Flink key of each port. */
export const PORT_KEYS: Record<keyof typeof PORTS, string> = {
  jobManagerRpc: "jobmanager.rpc.port",
  blobServer: "blob.server.port",
  rest: "rest.port",
  taskManagerRpc: "taskmanager.rpc.port",
  taskManagerData: "taskmanager.data.port",
  queryService: "metrics.internal.query-service.port",
};
