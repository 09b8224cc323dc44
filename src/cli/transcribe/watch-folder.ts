import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { JobAnswer } from "../../contracts/http/job.js";
import type { Context } from "../context.js";
import { CliError, EXIT, UsageError, type ExitCode } from "../exit.js";
import { ApiError } from "../http/api-error.js";
import { getJob } from "../http/jobs.js";
import { patiently } from "../http/patience.js";
import { findOrStartService } from "../service.js";
import { counted } from "../terminal/humane.js";
import { createProgressView } from "../terminal/progress.js";
import { OutputNames } from "./outputs.js";
import { recordingIn } from "./recording.js";
import { runRecording, type Ended, type RunDeps } from "./run.js";
import { isSame, SettledFiles, type SettledFile } from "./settled-files.js";
import type { TranscribeRequest } from "./transcribe-all.js";
import { UnderWay } from "./under-way.js";
import { WatchRecord, type WatchEntry } from "./watch-record.js";

const LOOK_MS = 2_000;

/**
 * Transcribes what is in a folder and what comes into it, each recording once, until Ctrl-C; then gives 0. What was begun
 * before goes on where it was, also after a restart of this program, of the service or of the machine.
 */
export async function watchFolder(
  context: Context,
  request: TranscribeRequest & { folder: string },
): Promise<ExitCode> {
  const { wanted, fields, parallel } = request;
  const folder = await folderAt(request.folder);
  const output = outputOf(request);
  const record = WatchRecord.of(context.config.home, { folder, output, wanted, fields });
  const names = new OutputNames({ kind: "folder", path: output }, wanted);
  for (const path of record.paths) names.pathsFor(recordingIn(join(folder, path), path));

  const signal = context.takeInterrupts();
  const view = createProgressView(context.screen, context.isDumb);
  const underWay = new UnderWay();
  const broken = new AbortController();
  const either = AbortSignal.any([signal, broken.signal]);
  try {
    const { client, leave } = await findOrStartService(context, view, signal);
    const deps = { client, home: context.config.home, signal: either, forever: true, fields };
    const watching = new Watching(record, { ...deps, view, names, underWay, wanted }, ({ outcome }) => {
      if (context.screen.json) view.around(() => context.screen.printJson(outcome));
    });
    view.say(`Watching ${request.folder}; Ctrl-C ends it.`);
    try {
      const files = new SettledFiles(folder);
      while (!either.aborted) {
        record.refresh();
        for (const file of await files.look()) {
          if (watching.count >= parallel) break;
          watching.begin(file, (error) => broken.abort(error));
        }
        await sleep(LOOK_MS, undefined, { signal: either }).catch(() => undefined);
      }
      if (broken.signal.aborted) throw broken.signal.reason;
      view.say(ending(watching.count));
      return EXIT.done;
    } finally {
      await leave();
    }
  } catch (error) {
    if (signal.aborted) return EXIT.done;
    throw error;
  } finally {
    view.close();
  }
}

/** The files of a folder that are being worked on. */
class Watching {
  readonly #active = new Set<string>();
  /** Of files that are not recorded yet, by path, size and time: reading them is what costs. */
  readonly #hashes = new Map<string, string>();
  readonly #contents = new Set<string>();

  constructor(
    private readonly record: WatchRecord,
    private readonly deps: RunDeps,
    private readonly tell: (ended: Ended) => void,
  ) {}

  get count(): number {
    return this.#active.size;
  }

  /** Works on a file unless it is done, or is being worked on. `fail` is told what no waiting can mend. */
  begin(file: SettledFile, fail: (error: unknown) => void): void {
    const { path } = file.mark;
    const entry = this.record.find(file.mark);
    if (this.#active.has(path) || (entry !== undefined && entry.state !== "begun")) return;
    this.#active.add(path);
    this.#work(file, entry)
      .catch((error: unknown) => {
        if (!this.deps.signal.aborted) fail(error);
      })
      .finally(() => this.#active.delete(path));
  }

  async #work({ recording, mark }: SettledFile, begun: WatchEntry | undefined): Promise<void> {
    const sha256 = begun?.sha256 ?? (await this.#hash(recording.source, JSON.stringify(mark)));
    const now = await stat(recording.source).catch(() => undefined);
    // It is looked at again when it has settled.
    if (now === undefined || !isSame(mark, { ...mark, sizeBytes: now.size, mtimeMs: now.mtimeMs })) return;
    // The same bytes under two names: the second waits until there is a job of the first.
    if (this.#contents.has(sha256)) return;
    this.#contents.add(sha256);
    try {
      const jobId = (begun ?? this.record.findContent(sha256))?.jobId;
      const job = jobId === undefined ? undefined : await this.#job(jobId);
      const onJob = ({ id }: JobAnswer): void =>
        this.record.add({ ...mark, sha256, jobId: id, state: "begun" });
      const ended = await runRecording(recording, this.deps, { onJob, ...(job && { job }) });
      if (ended.exitCode === EXIT.unauthorized)
        throw new CliError(ended.outcome.failure?.message ?? "", ended.exitCode);
      const state = ended.outcome.status === "completed" ? "done" : "failed";
      const id = ended.outcome.jobId;
      this.record.add({ ...mark, sha256, ...(id !== undefined && { jobId: id }), state });
      this.tell(ended);
    } finally {
      this.#contents.delete(sha256);
    }
  }

  /** Undefined where it was erased, or belongs to a service that was used before. */
  async #job(jobId: string): Promise<JobAnswer | undefined> {
    try {
      return await patiently(this.deps, () => getJob(this.deps.client, jobId, this.deps.signal));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  async #hash(path: string, mark: string): Promise<string> {
    const known = this.#hashes.get(mark);
    if (known !== undefined) return known;
    const hash = createHash("sha256");
    await pipeline(createReadStream(path), hash);
    const sha256 = hash.digest("hex");
    this.#hashes.set(mark, sha256);
    return sha256;
  }
}

async function folderAt(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new UsageError(`There is no folder \`${path}\` to watch.`);
  return realpath(path);
}

function outputOf({ output, detach }: TranscribeRequest): string {
  if (detach) throw new UsageError("--watch and --detach do not go together.");
  if (output === undefined || output === "-")
    throw new UsageError("Say where the transcripts of a watched folder go: --output FOLDER.");
  return resolve(output);
}

function ending(count: number): string {
  const rest =
    count === 0 ? "" : ` ${counted(count, "recording")} under way: the same command goes on there.`;
  return `Stopped watching.${rest}`;
}
