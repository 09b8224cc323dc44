import { spawn, type ChildProcess } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { ServiceSpec } from "./service.js";

export interface ChildExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Set when the program could not be started at all. */
  error?: Error;
}

export interface Child {
  /** Undefined when the program could not be started; `exited` then says why. */
  pid: number | undefined;
  /** Resolves, never rejects, when the process has ended and its output is read. */
  exited: Promise<ChildExit>;
  /** TERM to the process, then KILL to its whole group when it has not ended within `graceMs`. */
  stop: (graceMs: number) => Promise<ChildExit>;
}

/**
 * Starts a service in a process group of its own, so that the terminal's Ctrl-C reaches only the one who starts it, and so
 * that its own children (ffmpeg) can be ended with it. Its standard input stays open for as long as this process lives.
 */
export async function startChild(spec: ServiceSpec, onLine: (line: string) => void): Promise<Child> {
  await Promise.all(spec.folders.map((folder) => mkdir(folder, { recursive: true, mode: 0o700 })));
  const child = spawn(spec.command, spec.args, {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    // eslint-disable-next-line no-restricted-properties -- handed on, not read
    env: { ...process.env, ...spec.env },
    ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
  });
  // Writing is never tried; an error here only repeats what `exit` says.
  child.stdin.on("error", () => undefined);
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", onLine);

  const exited = exitOf(child).then((exit) => {
    // A program that died may leave its own children behind.
    killGroup(child.pid, "SIGKILL");
    return exit;
  });
  return {
    pid: child.pid,
    exited,
    stop: async (graceMs) => {
      child.kill("SIGTERM");
      const timer = setTimeout(() => killGroup(child.pid, "SIGKILL"), graceMs);
      const exit = await exited;
      clearTimeout(timer);
      return exit;
    },
  };
}

/** Signals a whole process group, given its leader's pid; a group that is gone is no error. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

export function describeExit(exit: ChildExit): string {
  if (exit.error !== undefined) return `could not be started: ${exit.error.message}`;
  return exit.signal === null ? `exited with code ${exit.code}` : `was ended by ${exit.signal}`;
}

function exitOf(child: ChildProcess): Promise<ChildExit> {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, error });
    });
    // Not `close`: a grandchild that holds the pipes would keep a dead service looking alive.
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
}
