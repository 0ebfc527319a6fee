import { spawn } from "node:child_process";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { ServerCertificate } from "../../sandbox/certificates";

/** Where it listens: an address of loopback for itself, on the port of HTTPS, because Pulumi takes no other port. */
export const GIT_SERVER = "127.0.4.3";

/** Serves the repositories below a folder by HTTPS on loopback, as a forge does: by git's own server program. */
export class GitServer {
  private constructor(private readonly server: Server) {}

  static async start(folder: string, { certificate, key }: ServerCertificate): Promise<GitServer> {
    const server = createServer({ cert: certificate, key }, (request, response) => answer(folder, request, response));
    server.listen(443, GIT_SERVER);
    await once(server, "listening");
    return new GitServer(server);
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }
}

/** Hands a request to `git http-backend` by the Common Gateway Interface, and its answer back. */
function answer(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", `https://${GIT_SERVER}`);
  const backend = spawn("git", ["http-backend"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
    },
  });
  request.pipe(backend.stdin);
  const chunks: Buffer[] = [];
  backend.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  backend.on("close", () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf("\r\n\r\n");
    const headers = output
      .subarray(0, end)
      .toString()
      .split("\r\n")
      .map((line) => line.split(": "));
    const status = headers.find(([name]) => name === "Status")?.[1];
    response.writeHead(
      Number(status?.split(" ")[0] ?? 200),
      Object.fromEntries(headers.filter(([name]) => name !== "Status")),
    );
    response.end(output.subarray(end + 4));
  });
}
