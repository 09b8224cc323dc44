/** How the program ends, for scripts to go by. docs/command-line.md has the same table. */
export const EXIT = {
  done: 0,
  /** A job failed or was cancelled, the service refused, or something needs mending. */
  failed: 1,
  /** Wrong words on the command line. */
  usage: 2,
  /** Of several some came out and others did not. */
  partly: 3,
  /** The transcript is there, but parts of it are missing, or the note that was asked for is. */
  incomplete: 4,
  /** No service was reached, or it went away and did not come back. */
  unreachable: 5,
  /** The service asks for a key, or refuses this one. */
  unauthorized: 6,
  /** Ctrl-C. The job goes on. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Whatever ends a command before its work is done; the message is one sentence that says what to do. */
export class CliError extends Error {
  override readonly name: string = "CliError";

  constructor(
    message: string,
    readonly exitCode: ExitCode = EXIT.failed,
    /** Stable, for `--json`. */
    readonly code = "failed",
  ) {
    super(message);
  }
}

/** Wrong words on the command line; the message says which are right. */
export class UsageError extends CliError {
  override readonly name = "UsageError";

  constructor(message: string) {
    super(message, EXIT.usage, "usage");
  }
}

/** Someone pressed Ctrl-C; the message says what becomes of what was begun. */
export class Interrupted extends CliError {
  override readonly name = "Interrupted";

  constructor(message = "Stopped.") {
    super(message, EXIT.interrupted, "interrupted");
  }
}
