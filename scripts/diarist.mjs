#!/usr/bin/env node
/*
 * The command `diarist`, as `npx diarist`, `npm link` and `npm run diarist --` start it: on the machine's own Node (20 or
 * newer) and perhaps before anything is installed or built. It sees to both, and goes on in the Node that Diarist was made for.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureBuilt, isBuilt } from "./setup/build.mjs";
import { SetupError } from "./setup/errors.mjs";
import { ensureNodeModules, isInstalled } from "./setup/node-modules.mjs";
import { root } from "./setup/paths.mjs";
import { say } from "./setup/say.mjs";

// What others on this machine are shown instead of the arguments, which may hold a key.
const args = process.argv.slice(2);
process.title = "diarist";

try {
  if (Number(process.versions.node.split(".")[0]) < 20)
    throw new SetupError(`Node 20 or newer is needed, this is ${process.versions.node}.`);
  // npm runs scripts in the package's folder; files are named from where the person is.
  if (process.env.npm_lifecycle_event === "diarist" && process.env.INIT_CWD)
    process.chdir(process.env.INIT_CWD);
  if (!(await isInstalled())) {
    say("Setting up; this is done once.");
    await ensureNodeModules();
  }
  if (!(await isBuilt())) await ensureBuilt();
  goOn();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(`The set-up is not complete.\n\n${error.message}`);
  process.exitCode = 1;
}

function goOn() {
  const child = spawn(join(root, "node_modules/.bin/node"), [join(root, "dist/cli/main.js"), ...args], {
    stdio: "inherit",
  });
  // Ctrl-C reaches it through the terminal; it decides what that means, and this waits.
  process.on("SIGINT", () => undefined);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    say(`The program could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + 15;
  });
}
