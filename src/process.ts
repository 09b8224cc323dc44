/*
 * How a process of ours ends. It reads one variable itself, DIARIST_WATCH_STDIN, because that is no configuration but an
 * agreement with whoever started the process: "my end of your standard input is open for as long as I live".
 */

/** One Ctrl-C arrives twice under npm: from the terminal and passed on by npm. */
const SAME_SIGNAL_MS = 500;

export interface ShutdownOptions {
  /** Lets running work end; the process exits with 0 when it resolves, with 1 when it rejects. Called once. */
  drain: (reason: string) => Promise<void> | void;
  /** The process exits with 1 when draining takes longer. The supervisor kills it after 6 s. */
  deadlineMs?: number;
  /** Told what happens, for the log. */
  onEvent?: (event: ShutdownEvent) => void;
}

export type ShutdownEvent =
  | { kind: "stopping"; reason: string }
  | { kind: "deadline"; reason: string }
  | { kind: "failed"; reason: string; error: unknown };

/**
 * Ends this process in good order on SIGTERM, SIGINT, or, with DIARIST_WATCH_STDIN=1, when standard input closes because
 * the parent died. A second signal ends it at once. Returns a function that starts the same shutdown from within.
 */
export function shutDownGracefully(options: ShutdownOptions): (reason: string) => void {
  const { drain, deadlineMs = 5_000, onEvent = () => undefined } = options;
  let stopping = false;
  let stoppingSince = 0;

  const stop = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    stoppingSince = performance.now();
    onEvent({ kind: "stopping", reason });
    setTimeout(() => {
      onEvent({ kind: "deadline", reason });
      process.exit(1);
    }, deadlineMs).unref();
    Promise.resolve()
      .then(() => drain(reason))
      .then(
        () => process.exit(0),
        (error: unknown) => {
          onEvent({ kind: "failed", reason, error });
          process.exit(1);
        },
      );
  };

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping && performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      stop(signal);
    });
  }
  // eslint-disable-next-line no-restricted-properties -- not configuration, see above
  if (process.env["DIARIST_WATCH_STDIN"] === "1") whenParentDies(() => stop("parent gone"));
  return stop;
}

/** Calls back once when standard input closes. */
export function whenParentDies(callback: () => void): void {
  process.stdin.once("end", callback);
  process.stdin.once("error", callback);
  process.stdin.resume();
  // The pipe alone must not keep a process alive whose work is done.
  if ("unref" in process.stdin && typeof process.stdin.unref === "function") process.stdin.unref();
}
