import { connect } from "node:http2";

/**
 * Ends this process as soon as its engine is gone, however that ended: a connection to the engine closes with it. A
 * plugin that outlived a killed engine could act on a cluster that the next `up` already changes.
 */
export function endWith(address: string): void {
  const session = connect(`http://${address}`);
  session.on("error", () => undefined); // "close" follows
  session.on("close", () => process.exit(1));
}
