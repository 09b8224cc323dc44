import type { Context } from "../context.js";
import { CliError, EXIT, UsageError, type ExitCode } from "../exit.js";
import { findOrStartService } from "../service.js";
import { createProgressView, type ProgressView } from "../terminal/progress.js";
import { jointExitCode, refusal, summary } from "./outcome.js";
import { destinationOf, OutputNames, type Destination, type Wanted } from "./outputs.js";
import { inParallel } from "./pool.js";
import { findRecordings, type Recording } from "./recording.js";
import { runRecording, type Ended } from "./run.js";
import { submitRecording, type TranscribeDeps } from "./transcribe-recording.js";
import { UnderWay } from "./under-way.js";

export interface TranscribeRequest {
  wanted: Wanted;
  output?: string | undefined;
  parallel: number;
  /** Follow none of them. */
  detach: boolean;
  fields: Record<string, unknown>;
}

/** Transcribes what is named and gives an exit code that says how it went. */
export async function transcribeAll(
  context: Context,
  named: readonly string[],
  request: TranscribeRequest,
): Promise<ExitCode> {
  const { screen, isDumb, config } = context;
  const recordings = await findRecordings(named);
  if (recordings.length === 0)
    throw new UsageError(
      `No recording was found in ${named.join(", ")}: there is no file with sound in it, or below it.`,
    );
  const destination = request.detach ? undefined : await destinationFor(context, recordings, request);
  const signal = context.takeInterrupts();
  const view = createProgressView(screen, isDumb);
  const underWay = new UnderWay();
  let isEmbedded = false;
  try {
    const service = await findOrStartService(context, view, signal);
    isEmbedded = service.isEmbedded;
    const deps = {
      client: service.client,
      home: config.home,
      signal,
      forever: false,
      fields: request.fields,
    };
    try {
      if (destination === undefined) return await submitAll(context, recordings, request, deps, view);
      const names = destination.kind === "stdout" ? undefined : new OutputNames(destination, request.wanted);
      const run = { ...deps, view, names, underWay, wanted: request.wanted };
      const print = inOrder(context, recordings, view);
      let waiting = recordings.length;
      const ended = await inParallel(recordings, request.parallel, async (recording) => {
        waiting -= 1;
        view.setWaiting(waiting);
        const one = await runRecording(recording, run);
        print(recording, one);
        return one;
      });
      const place = destination.kind === "folder" ? destination.path : undefined;
      const said = summary(
        ended.map(({ outcome }) => outcome),
        place,
      );
      if (said !== undefined) view.say(said);
      return jointExitCode(ended.map(({ exitCode }) => exitCode));
    } finally {
      await service.leave();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    view.close();
    throw underWay.interruption(isEmbedded);
  } finally {
    view.close();
  }
}

async function destinationFor(
  { screen }: Context,
  recordings: readonly Recording[],
  { output, wanted }: TranscribeRequest,
): Promise<Destination> {
  const destination = await destinationOf(output, recordings.length === 1, wanted);
  if (destination.kind === "stdout" && wanted.format === "docx" && (screen.isForPeople || screen.json))
    throw new UsageError("A docx is nothing for a terminal: say where it goes with --output FILE.");
  return destination;
}

/** Makes the jobs and prints their ids. */
async function submitAll(
  { screen }: Context,
  recordings: readonly Recording[],
  { parallel }: TranscribeRequest,
  deps: TranscribeDeps,
  view: ProgressView,
): Promise<ExitCode> {
  const codes = await inParallel(recordings, parallel, async (recording): Promise<ExitCode> => {
    const row = view.begin(recording.name);
    try {
      const job = await submitRecording(recording, deps, { show: row.show, onJob: () => undefined });
      row.drop();
      const { source } = recording;
      view.around(() =>
        screen.json ? screen.printJson({ source, jobId: job.id, status: job.status }) : screen.print(job.id),
      );
      return EXIT.done;
    } catch (error) {
      if (!(error instanceof CliError) || deps.signal.aborted) throw error;
      row.finish("failed", error.message);
      if (screen.json) view.around(() => screen.printJson(refusal(recording.source, error)));
      return error.exitCode;
    }
  });
  return jointExitCode(codes);
}

/** Prints what has ended in the recordings' order, each as soon as those before it are out. */
function inOrder(
  { screen }: Context,
  recordings: readonly Recording[],
  view: ProgressView,
): (recording: Recording, ended: Ended) => void {
  const ready = new Map<Recording, Ended>();
  let next = 0;
  const printOne = (recording: Recording, { outcome, transcript, note }: Ended): void => {
    if (screen.json) {
      const texts = { transcript: transcript?.toString(), note: note?.toString() };
      screen.printJson(outcome.files === undefined ? { ...outcome, ...texts } : outcome);
      return;
    }
    if (outcome.files !== undefined || transcript === undefined) return;
    if (recordings.length > 1) screen.print(`${next === 0 ? "" : "\n"}==> ${recording.source} <==`);
    // The note first: it says what the rest is about.
    if (note !== undefined) screen.stdout.write(`${note.toString().trimEnd()}\n\n`);
    screen.stdout.write(transcript);
  };
  return (recording, ended) => {
    ready.set(recording, ended);
    for (let due = recordings[next]; due !== undefined; due = recordings[next]) {
      const one = ready.get(due);
      if (one === undefined) return;
      view.around(() => printOne(due, one));
      ready.delete(due);
      next += 1;
    }
  };
}
