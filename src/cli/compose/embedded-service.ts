import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { startChild, describeExit } from "../../stack/child.js";
import { freeServicePorts } from "../../stack/free-ports.js";
import { awaitHealthy, httpHealth } from "../../stack/health.js";
import { LOOPBACK } from "../../stack/service.js";
import { CliError } from "../exit.js";
import type { EmbeddedService } from "../surroundings.js";
import { checkout } from "./checkout.js";
import { runProgram } from "./run-program.js";

const SUPERVISOR = fileURLToPath(new URL(`../../stack/main${extname(import.meta.url)}`, import.meta.url));
/** A little more than what the supervisor gives its own. */
const GRACE_MS = 15_000;
const LAST_LINES = 12;

/**
 * The service of `diarist start` on the same data folder, beside this process: on free ports, for nobody else is to reach
 * it, and until this process ends, however that ends. Sets up what is missing first.
 */
export async function startEmbedded(signal: AbortSignal): Promise<EmbeddedService> {
  await runProgram(process.execPath, ["scripts/setup.mjs", "--quiet"]);
  signal.throwIfAborted();
  const ports = await freeServicePorts();
  const url = `http://${LOOPBACK}:${ports.PORT}`;
  const lines: string[] = [];
  const child = await startChild(
    {
      name: "diarist",
      command: process.execPath,
      args: [SUPERVISOR, "--embedded"],
      env: { ...ports, DIARIST_HOST: LOOPBACK },
      cwd: checkout,
      folders: [],
      ports: [],
      checkHealth: httpHealth(`${url}/readyz`),
    },
    (line) => {
      lines.push(line);
      if (lines.length > LAST_LINES) lines.shift();
    },
  );
  const ended = new AbortController();
  void child.exited.then((exit) => ended.abort(new CliError(whyEnded(describeExit(exit), lines))));
  try {
    await awaitHealthy(httpHealth(`${url}/readyz`), AbortSignal.any([signal, ended.signal]));
  } catch (error) {
    await child.stop(GRACE_MS);
    throw error;
  }
  const stop = async (): Promise<void> => {
    await child.stop(GRACE_MS);
  };
  return { url, stop };
}

function whyEnded(how: string, lines: readonly string[]): string {
  const said = lines.map((line) => `  ${line}`).join("\n");
  return `The service could not be started here: it ${how}. Its last words:\n${said}\n\`diarist doctor\` looks for what is wrong.`;
}
