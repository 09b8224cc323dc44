import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { killGroup } from "./child.js";
import { processIdentity } from "./process-identity.js";

/*
 * DIARIST_HOME/run/processes.json: who runs on this data folder, each with its pid and identity. It tells a second start
 * that the first is alive, and lets a start clear what a crash of the machine's process table left behind.
 */
const processSchema = z.object({ name: z.string(), pid: z.number().int().positive(), identity: z.string() });
const recordSchema = z.object({
  supervisor: processSchema,
  api: z.string(),
  children: z.array(processSchema),
});
type RunRecord = z.infer<typeof recordSchema>;

const LEFTOVER_GRACE_MS = 3_000;

export interface RunRegister {
  add: (name: string, pid: number) => void;
  remove: (pid: number) => void;
  close: () => void;
}

export class AlreadyRunningError extends Error {
  override readonly name = "AlreadyRunningError";
}

/** Opens the record of this run. Throws AlreadyRunningError while another supervisor runs on the same folder. */
export async function openRunRecord(
  home: string,
  api: string,
  onLeftover: (name: string, pid: number) => void,
): Promise<RunRegister> {
  const folder = join(home, "run");
  const file = join(folder, "processes.json");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const before = read(file);
  if (before !== undefined) {
    if (isAlive(before.supervisor) && before.supervisor.pid !== process.pid)
      throw new AlreadyRunningError(
        `Diarist is already running here, as process ${before.supervisor.pid}, at ${before.api}.\n` +
          `Its data folder is ${home}; for a second one set DIARIST_HOME and the ports.`,
      );
    await clear(before, onLeftover);
  }

  const identity = processIdentity(process.pid) ?? "";
  const record: RunRecord = {
    supervisor: { name: "supervisor", pid: process.pid, identity },
    api,
    children: [],
  };
  write(file, record);
  return {
    add: (name, pid) => {
      const childIdentity = processIdentity(pid);
      if (childIdentity === undefined) return;
      record.children.push({ name, pid, identity: childIdentity });
      write(file, record);
    },
    remove: (pid) => {
      record.children = record.children.filter((child) => child.pid !== pid);
      write(file, record);
    },
    close: () => rmSync(file, { force: true }),
  };
}

/** The address of the service whose supervisor is alive on that data folder. */
export function runningAt(home: string): string | undefined {
  const record = read(join(home, "run", "processes.json"));
  return record !== undefined && isAlive(record.supervisor) ? record.api : undefined;
}

/** Ends what is left of a previous run; a pid that now belongs to something else is left alone. */
async function clear(record: RunRecord, onLeftover: (name: string, pid: number) => void): Promise<void> {
  const leftovers = record.children.filter(isAlive);
  for (const { name, pid } of leftovers) {
    onLeftover(name, pid);
    killGroup(pid, "SIGTERM");
  }
  const deadline = Date.now() + LEFTOVER_GRACE_MS;
  while (leftovers.some(isAlive) && Date.now() < deadline) await sleep(50);
  for (const { pid } of leftovers.filter(isAlive)) killGroup(pid, "SIGKILL");
  while (leftovers.some(isAlive)) await sleep(50);
}

function isAlive({ pid, identity }: { pid: number; identity: string }): boolean {
  return processIdentity(pid) === identity;
}

/** Undefined where there is none, or none that can be understood: a crash may have cut it short. */
function read(file: string): RunRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

function write(file: string, record: RunRecord): void {
  writeFileSync(`${file}.part`, JSON.stringify(record, null, 2), { mode: 0o600 });
  renameSync(`${file}.part`, file);
}
