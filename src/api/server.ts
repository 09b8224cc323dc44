import type { Express } from "express";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Logger } from "../logger.js";
import { answerUnparsed, refuseTunnel } from "./unparsed-request.js";

// Headers fit into one packet: whoever takes longer is holding a connection for its own sake.
const HEADERS_TIMEOUT_MS = 20_000;
// An upload may take hours, but not without a byte for this long. It also has to cover the joining of a large upload's parts.
const IDLE_TIMEOUT_MS = 5 * 60_000;
// Longer than the 60 s of common load balancers, so that they and not we close idle connections.
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/** Of each server, the answers that are not finished. */
const underWay = new WeakMap<Server, Set<ServerResponse>>();

/** An HTTP server around the app, fit for uploads that take hours. */
export function createGatewayServer(app: Express, logger: Logger): Server {
  const server = createServer({
    // Node's five minutes would cut off long uploads.
    requestTimeout: 0,
    headersTimeout: HEADERS_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    connectionsCheckingInterval: 5_000,
    // Node's refusal of a request that names no host has no body; see middleware/host-header.
    requireHostHeader: false,
  });
  const answering = new Set<ServerResponse>();
  underWay.set(server, answering);
  const count: RequestListener = (_request, response) => {
    answering.add(response);
    response.once("close", () => answering.delete(response));
  };
  server.on("request", count).on("checkContinue", count).on("checkExpectation", count);
  server.on("request", app);
  // "Expect: 100-continue" is answered by the route, so that a bad upload is refused before its body is sent.
  server.on("checkContinue", app);
  // Other expectations may be ignored (RFC 9110, 10.1.1).
  server.on("checkExpectation", app);
  server.on("clientError", answerUnparsed(logger));
  server.on("connect", refuseTunnel(logger));
  server.setTimeout(IDLE_TIMEOUT_MS);
  return server;
}

/** Resolves with the port that is being listened on; rejects when it is taken. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

/** Takes no new connection, and resolves when every request under way is answered. */
export async function closeGracefully(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
  });
  // A connection that is kept alive becomes idle, and ours to close, only after its last answer. One that a client has
  // opened in advance and sent nothing over yet does not count as idle with Node.
  const timer = setInterval(() => {
    server.closeIdleConnections();
    if (underWay.get(server)?.size === 0) server.closeAllConnections();
  }, 50);
  await closed.finally(() => clearInterval(timer));
}
