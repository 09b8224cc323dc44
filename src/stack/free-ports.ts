import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";
import { LOOPBACK } from "./service.js";

/** Under what names a service on one machine is told where its parts are to listen. */
const PORT_VARIABLES = [
  "PORT",
  "TEMPORAL_PORT",
  "TEMPORAL_UI_PORT",
  "DIARIST_S3_PORT",
  "DIARIST_DYNAMODB_PORT",
  "DIARIST_SPEECH_PORT",
] as const;
export type ServicePorts = Record<(typeof PORT_VARIABLES)[number], string>;

/** For a service beside whatever else runs here. All are taken at once before they are let go, so that none is given out twice. */
export async function freeServicePorts(): Promise<ServicePorts> {
  const taken = await Promise.all(PORT_VARIABLES.map(take));
  await Promise.all(taken.map(({ server }) => letGo(server)));
  const [PORT = "", TEMPORAL_PORT = "", TEMPORAL_UI_PORT = "", s3 = "", dynamo = "", speech = ""] = taken.map(
    ({ port }) => String(port),
  );
  return {
    ...{ PORT, TEMPORAL_PORT, TEMPORAL_UI_PORT },
    ...{ DIARIST_S3_PORT: s3, DIARIST_DYNAMODB_PORT: dynamo, DIARIST_SPEECH_PORT: speech },
  };
}

/** One port, for a server that is started soon. */
export async function freePort(): Promise<number> {
  const { server, port } = await take();
  await letGo(server);
  return port;
}

/*
 * None of those that a system gives away by itself, Linux from 32768 on and others above: until its part listens there, an
 * outgoing connection could have it, or one of Temporal's inner servers.
 */
const LOWEST_PORT = 10_000;
const ABOVE_HIGHEST_PORT = 32_768;
const ATTEMPTS = 50;

async function take(): Promise<{ server: Server; port: number }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(LOWEST_PORT, ABOVE_HIGHEST_PORT);
    const server = await listenOn(port);
    if (server !== undefined) return { server, port };
  }
  throw new Error("There is no free port on this machine");
}

/** Undefined where something else listens there, or nobody may. */
function listenOn(port: number): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => {
      resolve(undefined);
    });
    server.listen(port, LOOPBACK, () => {
      resolve(server);
    });
  });
}

function letGo(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
