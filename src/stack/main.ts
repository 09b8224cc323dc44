/*
 * `npm start`: the whole service on one machine, under one supervisor. With --embedded it runs for another program: it ends
 * when its standard input does, and nothing is transcribed that was not asked for.
 */
import { join } from "node:path";
import { ConfigError, readConfig, type Config } from "../config.js";
import { whenParentDies } from "../process.js";
import { embeddedCredentials, type Credentials } from "./credentials.js";
import { runFirstSample } from "./first-sample.js";
import { greeting } from "./greeting.js";
import { createStackLog } from "./log.js";
import { readParts } from "./parts.js";
import { gatewayUrl, planServices } from "./plan.js";
import { PortError } from "./ports.js";
import { awaitReady, watchReadiness } from "./readiness.js";
import { AlreadyRunningError } from "./run-record.js";
import { supervise } from "./supervisor.js";

const EXIT_CANNOT_START = 1;
const EXIT_BAD_CONFIG = 2;
/** One Ctrl-C arrives twice under npm: from the terminal and passed on by npm. */
const SAME_SIGNAL_MS = 500;
const isEmbedded = process.argv.includes("--embedded");

try {
  loadDotEnv();
  await main(readConfig());
} catch (error) {
  if (error instanceof ConfigError) fail(error.message, EXIT_BAD_CONFIG);
  if (error instanceof PortError || error instanceof AlreadyRunningError)
    fail(error.message, EXIT_CANNOT_START);
  throw error;
}

async function main(config: Config): Promise<void> {
  const startedAt = performance.now();
  const api = gatewayUrl(config);
  const services = planServices({ config, parts: readParts(), credentials: credentialsFor(config) });
  const openLog = () =>
    createStackLog(
      join(config.home, "logs"),
      services.map(({ spec }) => spec.name),
      process.stdout,
    );
  const supervisor = await supervise({ home: config.home, api, services, openLog });
  const { say } = supervisor.log;

  const stopping = new AbortController();
  let stoppingSince = 0;
  const stop = async (why: string): Promise<void> => {
    if (stopping.signal.aborted) {
      if (performance.now() - stoppingSince < SAME_SIGNAL_MS) return;
      supervisor.killAll();
      process.exit(130);
    }
    stopping.abort();
    stoppingSince = performance.now();
    say(`${why}: stopping (again to stop at once)`);
    await supervisor.stop();
    say("stopped");
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(signal));
  if (isEmbedded) whenParentDies(() => void stop("parent gone"));

  try {
    await awaitReady(supervisor.services, `${api}/readyz`, say, stopping.signal);
    say(greeting(config, performance.now() - startedAt));
    if (!isEmbedded) void runFirstSample(config.home, api, say, stopping.signal);
    await watchReadiness(supervisor.services, `${api}/readyz`, say, stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  }
}

/**
 * Keys of its own for the embedded object store, unless the job store is somewhere else and has keys in the environment:
 * both stores are reached with the same ones, and the embedded server takes any.
 */
function credentialsFor(config: Config): Credentials | undefined {
  if (config.embedded.objectStore === undefined) return undefined;
  // eslint-disable-next-line no-restricted-properties -- the AWS SDK's own variables, of which the configuration knows nothing
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
  if (config.embedded.jobStore === undefined && accessKeyId && secretAccessKey)
    return { accessKeyId, secretAccessKey };
  return embeddedCredentials(config.home);
}

function loadDotEnv(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

function fail(message: string, exitCode: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}
