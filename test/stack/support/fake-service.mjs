/*
 * A small program in the place of a service. `node fake-service.mjs <log> <name> [behaviour]` appends "<name> up <pid>" to the
 * log, and "<name> down" when it is asked to end.
 *
 *   crash     ends with code 3 at once
 *   stubborn  ignores TERM
 *   parent    has a child of its own, which is "<name>-child"
 *   talk      says two lines
 */
import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [log, name, behaviour] = process.argv.slice(2);
const note = (text) => appendFileSync(log, `${name} ${text}\n`);

process.on("SIGTERM", () => {
  note("down");
  if (behaviour !== "stubborn") process.exit(0);
});
if (behaviour === "parent")
  spawn(process.execPath, [fileURLToPath(import.meta.url), log, `${name}-child`], { stdio: "ignore" });
if (behaviour === "talk") console.log('{"level":"info","time":"now","msg":"hello","chunk":3}\nplain words');
note(`up ${process.pid}`);
if (behaviour === "crash") process.exit(3);
setInterval(() => undefined, 60_000);
