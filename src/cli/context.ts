import { readFile } from "node:fs/promises";
import { UsageError } from "./exit.js";
import { ApiClient } from "./http/client.js";
import type { CommonOptions } from "./command.js";
import type { Surroundings } from "./surroundings.js";
import { Screen } from "./terminal/screen.js";

/** What a command works with. */
export interface Context extends Surroundings {
  screen: Screen;
  /** As it was named, by `--server` or in the environment. */
  namedServer: string | undefined;
  /** For the service that was named, or else for the one that runs here. */
  client: () => Promise<ApiClient>;
  clientOf: (server: string) => Promise<ApiClient>;
}

export function createContext(surroundings: Surroundings, options: CommonOptions): Context {
  const { stdout, stderr, config } = surroundings;
  const namedServer = options.server ?? config.server;
  const clientOf = async (server: string): Promise<ApiClient> =>
    new ApiClient({ server, apiKey: (await keyOf(options)) ?? config.apiKey });
  return {
    ...surroundings,
    screen: new Screen({ stdout, stderr, quiet: options.quiet, json: options.json }),
    namedServer,
    clientOf,
    client: () => clientOf(namedServer ?? surroundings.runningHere() ?? config.localServer),
  };
}

async function keyOf({ apiKey, apiKeyFile }: CommonOptions): Promise<string | undefined> {
  if (apiKeyFile === undefined) return apiKey;
  try {
    return (await readFile(apiKeyFile, "utf8")).trim();
  } catch {
    throw new UsageError(`The file \`${apiKeyFile}\` of --api-key-file cannot be read.`);
  }
}
