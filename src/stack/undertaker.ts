/*
 * A process that outlives the supervisor by a few seconds. It holds one end of a pipe and is told the process group of each
 * child ("watch PID", "forget PID"); when the pipe closes, whatever is still watched is ended. So a supervisor killed
 * with -9 leaves nothing behind, although the programs that it runs know nothing of it.
 *
 * It imports nothing of ours, so that it starts at once, and runs as it stands.
 */
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

const TERM_GRACE_MS = 3_000;
const groups = new Set<number>();

// The terminal's signals are meant for the supervisor.
for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const [order, pid] = line.split(" ");
  if (order === "watch") groups.add(Number(pid));
  if (order === "forget") groups.delete(Number(pid));
});
lines.on("close", () => void bury());

async function bury(): Promise<void> {
  signalAll("SIGTERM");
  const deadline = Date.now() + TERM_GRACE_MS;
  while (groups.size > 0 && Date.now() < deadline) {
    await sleep(50);
    signalAll(0);
  }
  signalAll("SIGKILL");
  process.exit(0);
}

/** Signals each group and drops those that are gone. */
function signalAll(signal: NodeJS.Signals | 0): void {
  for (const group of groups) {
    try {
      process.kill(-group, signal);
    } catch {
      groups.delete(group);
    }
  }
}
