/*
 * `npm run temporal -- …`: the Temporal command line that is in use, talking to the server that is in use.
 * npm itself says what it runs; `npm run -s temporal -- …` leaves only the program's own output.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { partsFile } from "./setup/paths.mjs";

try {
  process.loadEnvFile?.();
} catch (error) {
  if (error.code !== "ENOENT") throw error;
}

const address = process.env.TEMPORAL_ADDRESS || `127.0.0.1:${process.env.TEMPORAL_PORT || 7233}`;
const child = spawn(temporalProgram(), process.argv.slice(2), {
  stdio: "inherit",
  env: { ...process.env, TEMPORAL_ADDRESS: address },
});
child.on("error", (error) => {
  console.error(`The Temporal command line could not be started: ${error.message}`);
  process.exitCode = 1;
});
child.on("exit", (code) => (process.exitCode = code ?? 1));

/** Where the server is remote, the set-up fetches none; then one on the PATH will do. */
function temporalProgram() {
  try {
    return JSON.parse(readFileSync(partsFile, "utf8")).temporal.path;
  } catch {
    return process.env.DIARIST_TEMPORAL || "temporal";
  }
}
