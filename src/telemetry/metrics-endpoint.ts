import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry } from "prom-client";

export interface MetricsEndpoint {
  port: number;
  close: () => Promise<void>;
}

/**
 * `GET /metrics` for Prometheus, on a port of its own: what stands there is for operators, not for callers of the API.
 * Rejects when the port is taken.
 */
export async function serveMetrics(
  registry: Registry,
  { host, port }: { host: string; port: number },
): Promise<MetricsEndpoint> {
  const server = createServer((request, response) => {
    if (request.url?.split("?")[0] !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  // It alone keeps no process alive.
  server.unref();
  return {
    port: portOf(server.address()),
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string")
    throw new Error("The endpoint does not listen on a port");
  return address.port;
}
