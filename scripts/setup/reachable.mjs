import { connect } from "node:net";
import { SourceUnavailable } from "./errors.mjs";

const CONNECT_TIMEOUT_MS = 5_000;
const probes = new Map();

/** Throws SourceUnavailable when the URL's host takes no connection within 5 s; each host is asked once. */
export async function requireReachable(url) {
  // Behind a proxy a direct connection says nothing.
  if (process.env.NODE_USE_ENV_PROXY) return;
  const { hostname, port, protocol } = new URL(url);
  const key = `${hostname}:${port || (protocol === "http:" ? 80 : 443)}`;
  if (!probes.has(key)) probes.set(key, probe(...key.split(":")));
  const reason = await probes.get(key);
  if (reason !== undefined) throw new SourceUnavailable(`${hostname} cannot be reached (${reason})`);
}

function probe(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    const end = (reason) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reason);
    };
    // A timer of our own: the socket's does not count the time that resolving the name takes.
    const timer = setTimeout(() => end("no answer within 5 s"), CONNECT_TIMEOUT_MS);
    socket.once("connect", () => end(undefined));
    socket.once("error", (error) => end(error.code ?? error.message));
  });
}
