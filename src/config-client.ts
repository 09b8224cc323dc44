import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";

export const port = z.coerce.number().int().min(1).max(65_535);

/** What a service and its clients on the same machine have to agree on. */
export const placeVariables = {
  DIARIST_HOME: z.string().default(join(homedir(), ".diarist")),
  DIARIST_HOST: z.string().default("127.0.0.1"),
  PORT: port.default(8000),
};

/** What only the command line reads. */
export const clientVariables = {
  DIARIST_SERVER: z.url({ protocol: /^https?$/, error: "is no http or https URL" }).optional(),
  DIARIST_API_KEY: z.string().optional(),
};

export const clientEnvironmentSchema = z.object({ ...placeVariables, ...clientVariables });

export interface ClientConfig {
  /** Undefined: the service that runs here, wherever it listens. */
  server: string | undefined;
  apiKey: string | undefined;
  /** Folder of all data, absolute. */
  home: string;
  /** Where `npm start` puts the gateway, for someone on this machine. */
  localServer: string;
}

export function clientConfigOf(env: z.infer<typeof clientEnvironmentSchema>): ClientConfig {
  const isEverywhere = ["0.0.0.0", "::", "[::]"].includes(env.DIARIST_HOST);
  return {
    server: env.DIARIST_SERVER,
    apiKey: env.DIARIST_API_KEY,
    home: resolve(env.DIARIST_HOME),
    localServer: `http://${isEverywhere ? "127.0.0.1" : env.DIARIST_HOST}:${env.PORT}`,
  };
}
