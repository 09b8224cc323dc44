import { spawn, type ChildProcessByStdio } from "node:child_process";
import { extname } from "node:path";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";

export interface Undertaking {
  watch: (pid: number) => void;
  forget: (pid: number) => void;
  /** Lets the undertaker go; it ends what is still watched. */
  close: () => void;
}

/** One that cannot start at all must not be tried as fast as the machine can. */
const REPLACE_MS = 500;

const PROGRAM = fileURLToPath(new URL(`./undertaker${extname(import.meta.url)}`, import.meta.url));

/** Starts the undertaker, and another one whenever it dies. */
export function startUndertaking(onLost: () => void): Undertaking {
  const watched = new Set<number>();
  let closed = false;
  let undertaker = start();

  function start(): ChildProcessByStdio<Writable, null, null> {
    // A session of its own: neither Ctrl-C nor a signal to the supervisor's group may reach it.
    const child = spawn(process.execPath, [PROGRAM], {
      detached: true,
      stdio: ["pipe", "ignore", "inherit"],
    });
    child.stdin.on("error", () => undefined);
    child.once("exit", () => {
      if (closed) return;
      onLost();
      setTimeout(replace, REPLACE_MS).unref();
    });
    return child;
  }

  function replace(): void {
    if (closed) return;
    undertaker = start();
    for (const pid of watched) tell(`watch ${pid}`);
  }

  function tell(line: string): void {
    undertaker.stdin.write(`${line}\n`);
  }

  return {
    watch: (pid) => {
      watched.add(pid);
      tell(`watch ${pid}`);
    },
    forget: (pid) => {
      watched.delete(pid);
      tell(`forget ${pid}`);
    },
    close: () => {
      closed = true;
      undertaker.stdin.end();
      undertaker.unref();
    },
  };
}
