import { createServer, type RequestListener, type Server } from "node:http";
import type { Lookup } from "../../src/net/guarded-connect.js";

/*
 * Two addresses of this machine: one that the tests allow, in place of the world, and loopback's usual one, which stands
 * for all that must not be reached.
 */
export const WORLD = "127.0.0.2";
export const HOME = "127.0.0.1";
export const allow = [`${WORLD}/32`];

export interface Host {
  port: number;
  /** How many connections were made to it. */
  connections: () => number;
  stop: () => Promise<void>;
}

export async function startHost(address: string, listener: RequestListener, port = 0): Promise<Host> {
  const server = createServer(listener);
  let connections = 0;
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, address, resolve);
  });
  return { port: portOf(server), connections: () => connections, stop: () => stop(server) };
}

/** A resolver of made-up names. A name with several answers gives the next one each time, and the last for ever. */
export function madeUpNames(names: Record<string, string[][]>): Lookup & { asked: string[] } {
  const asked: string[] = [];
  const lookup = async (hostname: string) => {
    const answers = names[hostname];
    if (answers === undefined) throw Object.assign(new Error(`ENOTFOUND ${hostname}`), { code: "ENOTFOUND" });
    const count = asked.filter((name) => name === hostname).length;
    asked.push(hostname);
    const addresses = answers[Math.min(count, answers.length - 1)] ?? [];
    return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  return Object.assign(lookup, { asked });
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server does not listen");
  return address.port;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
