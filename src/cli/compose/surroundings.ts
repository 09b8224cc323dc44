import type { ClientConfig } from "../../config-client.js";
import { runningAt } from "../../stack/run-record.js";
import { EXIT } from "../exit.js";
import type { Surroundings } from "../surroundings.js";
import { checkout } from "./checkout.js";
import { runProgram } from "./run-program.js";

/** What the commands are handed. What only some of them need is loaded when it is asked for. */
export function composeSurroundings(config: ClientConfig, version: string): Surroundings {
  const { stdout, stderr, stdin } = process;
  return {
    ...{ stdout, stderr, stdin, version, config },
    // eslint-disable-next-line no-restricted-properties -- the terminal's, not ours
    isDumb: process.env["TERM"] === "dumb",
    runningHere: () => runningAt(config.home),
    startService: async () => {
      await runProgram(process.execPath, ["scripts/setup.mjs"]);
      // As under `npm start`: what the configuration names is meant from there.
      process.chdir(checkout);
      await import("../../stack/main.js");
    },
    embed: async (signal) => (await import("./embedded-service.js")).startEmbedded(signal),
    openKeyDesk: async () => (await import("./key-desk.js")).openKeyDesk(),
    inspectMachine: async () => (await import("./inspect-machine.js")).inspectMachine(),
    runScript: (script, args) =>
      runProgram("npm", ["run", "--silent", script, "--", ...args], { mayFail: true }),
    takeInterrupts,
  };
}

const interrupts = new AbortController();
let isTaken = false;

/** The first Ctrl-C is told, the second ends the program. */
function takeInterrupts(): AbortSignal {
  if (isTaken) return interrupts.signal;
  isTaken = true;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (interrupts.signal.aborted) process.exit(EXIT.interrupted);
      interrupts.abort();
    });
  return interrupts.signal;
}
