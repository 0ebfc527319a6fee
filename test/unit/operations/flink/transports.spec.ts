import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { KubeConfig } from "@kubernetes/client-node";
import { DirectAddress } from "../../../../operations/flink/directAddress";
import { ServiceProxy } from "../../../../operations/flink/serviceProxy";
import type { Transport } from "../../../../operations/flink/transport";

const TOKEN = "a-token";

/** A kubeconfig for an API server without TLS. */
function kubeConfig(server: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: "c", server, skipTLSVerify: true }],
    users: [{ name: "u", token: TOKEN }],
    contexts: [{ name: "x", cluster: "c", user: "u" }],
    currentContext: "x",
  });
  return config;
}

const TRANSPORTS: { name: string; at: (origin: string) => Transport; prefix: string; authorization?: string }[] = [
  { name: "a direct address", at: (origin) => new DirectAddress(origin), prefix: "/v1/" },
  {
    name: "the API server's proxy to a Service",
    at: (origin) => new ServiceProxy(kubeConfig(origin), "shop", "orders-rest"),
    prefix: "/api/v1/namespaces/shop/services/orders-rest:rest/proxy/v1/",
    authorization: `Bearer ${TOKEN}`,
  },
];

for (const { name, at, prefix, authorization } of TRANSPORTS) {
  describe(`requests through ${name}`, () => {
    let server: Server;
    let transport: Transport;
    let seen: { request: IncomingMessage; body: string };
    let answer: { status: number; text: string };

    before(async () => {
      server = createServer((request, response) => {
        void text(request).then((body) => {
          seen = { request, body };
          response.writeHead(answer.status, { "Content-Type": "application/json" }).end(answer.text);
        });
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      transport = at(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
    beforeEach(() => (answer = { status: 200, text: "{}" }));
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    it("reach the path with its query", async () => {
      answer = { status: 200, text: '[{"id":"a.b","sum":1}]' };
      assert.deepEqual(await transport.send({ method: "GET", path: "jobs/1/metrics?get=a.b,a.c&agg=sum" }), answer);
      assert.equal(seen.request.method, "GET");
      assert.equal(seen.request.url, `${prefix}jobs/1/metrics?get=a.b,a.c&agg=sum`);
      assert.equal(seen.request.headers.authorization, authorization);
    });

    for (const method of ["POST", "PATCH"] as const) {
      it(`carry the body of a ${method} as JSON`, async () => {
        await transport.send({ method, path: "jobs/1/stop", body: { drain: false } });
        assert.deepEqual(
          [seen.request.method, seen.body, seen.request.headers["content-type"]],
          [method, '{"drain":false}', "application/json"],
        );
      });
    }

    for (const method of ["POST", "PATCH", "DELETE"] as const) {
      it(`may be a ${method} without a body`, async () => {
        await transport.send({ method, path: "cluster" });
        assert.deepEqual([seen.request.method, seen.body], [method, ""]);
      });
    }

    it("come back as they are, whatever the status", async () => {
      answer = { status: 503, text: '{"errors":["no leader"]}' };
      assert.deepEqual(await transport.send({ method: "GET", path: "jobs" }), answer);
      answer = { status: 202, text: "" };
      assert.deepEqual(await transport.send({ method: "PATCH", path: "jobs/1?mode=cancel" }), answer);
    });

    it("fail when no answer comes", async () => {
      const nobody = createServer();
      await new Promise<void>((resolve) => nobody.listen(0, "127.0.0.1", resolve));
      const { port } = nobody.address() as AddressInfo;
      await new Promise((resolve) => nobody.close(resolve));
      await assert.rejects(
        at(`http://127.0.0.1:${port}`).send({ method: "GET", path: "jobs" }),
        ({ cause }: Error) => (cause as NodeJS.ErrnoException).code === "ECONNREFUSED",
      );
    });
  });
}
