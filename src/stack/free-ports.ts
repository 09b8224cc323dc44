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
  await Promise.all(taken.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  const [PORT = "", TEMPORAL_PORT = "", TEMPORAL_UI_PORT = "", s3 = "", dynamo = "", speech = ""] = taken.map(
    ({ port }) => String(port),
  );
  return {
    ...{ PORT, TEMPORAL_PORT, TEMPORAL_UI_PORT },
    ...{ DIARIST_S3_PORT: s3, DIARIST_DYNAMODB_PORT: dynamo, DIARIST_SPEECH_PORT: speech },
  };
}

async function take(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, LOOPBACK, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, port: address.port };
}
