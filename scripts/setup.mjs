/*
 * `npm run setup`, and the first thing that `npm start` and `npm test` do: fetches and builds what is missing. It runs on the
 * machine's own Node (20 or newer) before any package is installed, so it is plain JavaScript without dependencies.
 *
 *   --for-tests   also what only the tests need
 *   --quiet       without a word where nothing is missing
 */
import { SetupError } from "./setup/errors.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { ensureNodeModules } from "./setup/node-modules.mjs";
import { setUpParts } from "./setup/parts.mjs";
import { say, sayAll, sayOnlyIfBusy } from "./setup/say.mjs";

const OPTIONS = ["--for-tests", "--quiet"];
const unknown = process.argv.slice(2).filter((argument) => !OPTIONS.includes(argument));
const forTests = process.argv.includes("--for-tests");
const startedAt = Date.now();

if (process.argv.includes("--quiet")) sayOnlyIfBusy();
try {
  if (unknown.length > 0)
    throw new SetupError(`Unknown option ${unknown.join(" ")}; there are only ${OPTIONS.join(" and ")}.`);
  if (Number(process.versions.node.split(".")[0]) < 20)
    throw new SetupError(`Node 20 or newer is needed, this is ${process.versions.node}.`);
  readDotEnv();
  await ensureNodeModules();
  // Both to their end, so that one run tells of everything that is wrong.
  const results = await Promise.allSettled([setUpParts({ forTests, env: process.env }), ensureBuilt()]);
  const failures = results.filter(({ status }) => status === "rejected").map(({ reason }) => reason);
  const unexpected = failures.find((error) => !(error instanceof SetupError));
  if (unexpected !== undefined) throw unexpected;
  if (failures.length > 0) throw new SetupError(failures.map(({ message }) => message).join("\n\n"));
  say(`Set up in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
} catch (error) {
  sayAll();
  if (!(error instanceof SetupError)) throw error;
  say(`\nThe set-up is not complete.\n\n${error.message}`);
  process.exitCode = 1;
}

/** The same file that `npm start` reads: it may replace parts. */
function readDotEnv() {
  try {
    process.loadEnvFile?.();
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}
