import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished, vi } from "vitest";
import type { PlannedService } from "../../../src/stack/keep-alive.js";
import type { StackLog } from "../../../src/stack/log.js";

const FAKE = fileURLToPath(new URL("./fake-service.mjs", import.meta.url));

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "diarist-stack-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return folder;
}

/** A planned service that runs fake-service.mjs; what it does is read from `<folder>/events`. */
export function fakeService(
  folder: string,
  name: string,
  options: { behaviour?: string; needs?: string[]; graceMs?: number } = {},
): PlannedService {
  const { behaviour = "", needs = [], graceMs = 5_000 } = options;
  const isUp = () => events(folder).some((line) => line.startsWith(`${name} up`));
  return {
    spec: {
      name,
      command: process.execPath,
      args: [FAKE, join(folder, "events"), name, behaviour],
      env: {},
      folders: [folder],
      ports: [],
      checkHealth: () => (isUp() ? Promise.resolve() : Promise.reject(new Error("not up yet"))),
    },
    needs,
    graceMs,
  };
}

export function events(folder: string): string[] {
  try {
    return readFileSync(join(folder, "events"), "utf8").trim().split("\n");
  } catch {
    return [];
  }
}

/** The pid of the latest process of that name, once it has come up. */
export async function pidOf(folder: string, name: string): Promise<number> {
  return await vi.waitFor(() => {
    const line = events(folder).findLast((event) => event.startsWith(`${name} up`));
    if (line === undefined) throw new Error(`${name} is not up`);
    return Number(line.split(" ")[2]);
  }, 10_000);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function gone(pid: number): Promise<void> {
  await vi.waitFor(() => {
    if (isAlive(pid)) throw new Error(`process ${pid} is still there`);
  }, 10_000);
}

/** A log that is only remembered. */
export function rememberingLog(): StackLog & { lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    part: (name, line) => lines.push(`${name}: ${line}`),
    say: (line) => lines.push(line),
    close: () => undefined,
  };
}
