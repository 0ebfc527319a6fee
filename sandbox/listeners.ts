import { execa } from "execa";
import type { Listener, NodeProcess } from "./nodeProcesses/nodeProcess";
import { StepError } from "../toolchain/steps";

interface Socket {
  protocol: string;
  address: string;
  port: number;
  process: string;
}

/** Refuses with the name of the process that has a port which a process of the node needs. */
export async function refuseTakenPorts({ name, listens }: NodeProcess): Promise<void> {
  if (listens.length === 0) return;
  const { stdout } = await execa("ss", ["--no-header", "--numeric", "--listening", "--tcp", "--udp", "--processes"]);
  const sockets = parseSockets(stdout);
  for (const listener of listens) {
    const taken = sockets.find((socket) => conflicts(socket, listener));
    if (taken) {
      throw new StepError({
        what:
          `${name} needs ${listener.protocol} port ${listener.port} on ${listener.address}, but ` +
          `${taken.process} listens on ${taken.address}:${taken.port}`,
        todo: "End that process, or use another cluster: npm start -- --context NAME",
      });
    }
  }
}

/** Reads the output of `ss -nltup`. */
export function parseSockets(output: string): Socket[] {
  return output
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length >= 6)
    .map(([protocol, , , , local, , users = ""]) => {
      const colon = local.lastIndexOf(":");
      const [, name, pid] = /\("([^"]+)",pid=(\d+)/.exec(users) ?? [];
      const address = local
        .slice(0, colon)
        .replace(/%.*$/, "")
        .replace(/^\[|\]$/g, "");
      return {
        protocol,
        address,
        port: Number(local.slice(colon + 1)),
        process: name ? `${name} (pid ${pid})` : "another process",
      };
    });
}

/** Whether a listening socket leaves no place for the listener. */
export function conflicts(socket: Socket, listener: Listener): boolean {
  const wildcard = ["*", "0.0.0.0", "::"].includes(socket.address);
  return (
    socket.protocol === listener.protocol &&
    socket.port === listener.port &&
    (wildcard || socket.address === listener.address)
  );
}
