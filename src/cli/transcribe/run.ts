import { CliError, type ExitCode } from "../exit.js";
import type { JobAnswer } from "../../contracts/http/job.js";
import type { ProgressView } from "../terminal/progress.js";
import { isFinal } from "../http/jobs.js";
import { fetchNote, fetchTranscript } from "./fetch-results.js";
import { describe, exitCodeOf, outcomeOf, refusal, type Outcome } from "./outcome.js";
import { writeWhole, type OutputNames, type Wanted } from "./outputs.js";
import type { Recording } from "./recording.js";
import { awaitJob, submitRecording, type TranscribeDeps } from "./transcribe-recording.js";
import type { UnderWay } from "./under-way.js";

export interface RunDeps extends TranscribeDeps {
  view: ProgressView;
  wanted: Wanted;
  /** Undefined: results are handed back. */
  names: OutputNames | undefined;
  /** What is under way, for whoever presses Ctrl-C. */
  underWay: UnderWay;
}

export interface Ended {
  outcome: Outcome;
  exitCode: ExitCode;
  transcript?: Buffer;
  note?: Buffer | undefined;
}

/** Takes one recording all the way. Throws when it is interrupted; whatever else goes wrong is an outcome. */
export async function runRecording(
  recording: Recording,
  deps: RunDeps,
  known?: { onJob?: (job: JobAnswer) => void; job?: JobAnswer },
): Promise<Ended> {
  const { view, wanted, underWay, signal } = deps;
  const row = view.begin(recording.name);
  const startedAt = performance.now();
  const wantsNote = wanted.noteFormat !== undefined;
  const entry = underWay.begin(recording.name);
  try {
    const show: typeof row.show = (progress) => {
      if (progress.stage === "uploading") entry.sentShare = progress.share;
      row.show(progress);
    };
    const onJob = (job: JobAnswer): void => {
      entry.jobId = job.id;
      known?.onJob?.(job);
    };
    const submitted = known?.job ?? (await submitRecording(recording, deps, { show, onJob }));
    entry.jobId = submitted.id;
    const job = await awaitJob(submitted, deps, show);
    const outcome = outcomeOf(recording.source, job);
    if (isFinal(submitted)) outcome.reused = true;
    const results = job.status === "completed" ? await collect(job, recording, deps) : {};
    if (results.files !== undefined) outcome.files = results.files;
    const { mark, text } = describe(outcome, wantsNote, (performance.now() - startedAt) / 1000);
    row.finish(mark, text);
    underWay.end(entry);
    return { outcome, exitCode: exitCodeOf(outcome, wantsNote), ...results };
  } catch (error) {
    row.drop();
    if (signal.aborted) throw error;
    underWay.end(entry);
    if (!(error instanceof CliError)) throw error;
    view.begin(recording.name).finish("failed", error.message);
    return { outcome: refusal(recording.source, error), exitCode: error.exitCode };
  }
}

async function collect(
  { id }: JobAnswer,
  recording: Recording,
  { client, wanted, names, signal }: RunDeps,
): Promise<{ transcript?: Buffer; note?: Buffer | undefined; files?: string[] }> {
  const transcript = await fetchTranscript(client, id, wanted.format, signal);
  const note = wanted.noteFormat && (await fetchNote(client, id, wanted.noteFormat, signal));
  if (names === undefined) return { transcript, note };
  const paths = names.pathsFor(recording);
  await writeWhole(paths.transcript, transcript);
  if (note === undefined || paths.note === undefined) return { files: [paths.transcript] };
  await writeWhole(paths.note, note);
  return { files: [paths.transcript, paths.note] };
}
