import { spawn } from "node:child_process";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DiaristError } from "../../domain/errors.js";

/**
 * Longest run of one ffmpeg. A whole pass over the longest recording taken (24 hours, 8 GB) needs a minute or two on a busy
 * machine; what takes longer hangs on a hostile file.
 */
const DEADLINE_MS = 15 * 60_000;
/** The start of what ffmpeg prints says what the file is, the end why it failed; a broken file has a line for each packet. */
const STDERR_HALF_BYTES = 16 * 1024;
/** No honest packet or table is larger; a hostile header asks for gigabytes. */
const LARGEST_ALLOCATION_BYTES = 512 * 1024 ** 2;

export interface FfmpegRun {
  exitCode: number;
  /** At most 32 KB: its start and its end. */
  stderr: string;
}

/** Takes what ffmpeg writes to one of its pipes, in order. */
export type Sink = (bytes: Buffer) => void;

/**
 * Runs ffmpeg on arguments; `sinks[i]` gets what it writes to `pipeName(i)`, and it reads `inputs[i]` as `inputName(i)`. Only
 * of one of the two there may be several.
 */
export type RunFfmpeg = (
  args: readonly string[],
  signal: AbortSignal,
  sinks?: readonly Sink[],
  inputs?: readonly AsyncIterable<Buffer>[],
) => Promise<FfmpegRun>;

/** How ffmpeg is told to write to the sink of that index: standard output, then descriptors after standard error. */
export function pipeName(sink: number): string {
  return `pipe:${String(sink === 0 ? STDOUT : further(sink))}`;
}

/** How it is told to read the input of that index: standard input, then descriptors after standard error. */
export function inputName(input: number): string {
  return `pipe:${String(input === 0 ? STDIN : further(input))}`;
}

const [STDIN, STDOUT, STDERR] = [0, 1, 2];

function further(index: number): number {
  return STDERR + index;
}

/**
 * ffmpeg as a subprocess in a process group of its own, killed as a whole on abort and at the deadline. Resolves with the
 * exit code, whatever it is; rejects with the signal's reason, or with `internal_error` when ffmpeg cannot be run at all.
 */
export function createFfmpeg(ffmpegPath: string, deadlineMs = DEADLINE_MS): RunFfmpeg {
  return (args, signal, sinks = [], inputs = []) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const common = ["-nostdin", "-hide_banner", "-nostats", "-max_alloc", String(LARGEST_ALLOCATION_BYTES)];
      const child = spawn(ffmpegPath, [...common, ...args], {
        detached: true,
        stdio: [
          inputs.length === 0 ? "ignore" : "pipe",
          "pipe",
          "pipe",
          ...[...inputs.slice(1), ...sinks.slice(1)].map(() => "pipe" as const),
        ],
      });
      let failure: unknown;
      const kill = (reason: unknown): void => {
        failure ??= reason;
        if (child.pid !== undefined) killGroup(child.pid);
      };
      const onAbort = (): void => kill(signal.reason);
      signal.addEventListener("abort", onAbort, { once: true });
      const timer = setTimeout(
        () => kill(new DiaristError("internal_error", "ffmpeg did not finish in time")),
        deadlineMs,
      );

      inputs.forEach((input, index) => {
        const pipe = child.stdio[index === 0 ? STDIN : further(index)];
        if (!(pipe instanceof Writable)) return;
        // ffmpeg may have enough before the end; what it made of it is judged by its result.
        const onError = (error: unknown): void => {
          if (!isClosedPipe(error)) kill(error);
        };
        // What ffmpeg leaves unread may be told when all has been written.
        pipe.on("error", onError);
        pipeline(input, pipe).catch(onError);
      });
      const stderr = createBoundedText();
      child.stderr?.on("data", (bytes: Buffer) => stderr.add(bytes));
      // Without a sink the pipe has to be emptied all the same.
      child.stdout?.resume();
      sinks.forEach((sink, index) => {
        child.stdio[index === 0 ? STDOUT : further(index)]?.on("data", (bytes: Buffer) => {
          try {
            sink(bytes);
          } catch (error) {
            kill(error);
          }
        });
      });
      child.once("error", (error) => {
        failure ??= new DiaristError("internal_error", `ffmpeg cannot be run: ${error.message}`, {
          cause: error,
        });
      });
      child.once("close", (code, killedBy) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        if (failure !== undefined)
          reject(failure instanceof Error ? failure : new Error("ffmpeg was ended", { cause: failure }));
        else if (code === null)
          reject(new DiaristError("internal_error", `ffmpeg was ended by ${String(killedBy)}`));
        else resolve({ exitCode: code, stderr: stderr.text() });
      });
    });
}

function isClosedPipe(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "EPIPE" || error.code === "ERR_STREAM_PREMATURE_CLOSE" || error.code === "ECONNRESET")
  );
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // Gone already.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function createBoundedText(): { add(bytes: Buffer): void; text(): string } {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  return {
    add(bytes) {
      const room = STDERR_HALF_BYTES - head.length;
      if (room > 0) head = Buffer.concat([head, bytes.subarray(0, room)]);
      if (bytes.length > room)
        tail = Buffer.concat([tail, bytes.subarray(Math.max(0, room))]).subarray(-STDERR_HALF_BYTES);
    },
    text: () => head.toString("utf8") + tail.toString("utf8"),
  };
}
