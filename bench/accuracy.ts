/*
 * `npm run bench:accuracy`: what cutting a recording into chunks costs in words. One engine hears each recording twice in the
 * same run: whole, in one request, and through the whole service in chunks.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { createOpenAiSpeech } from "../src/providers/speech/openai-speech.js";
import { Service } from "../test/e2e/service.js";
import { bodyOf } from "../test/support/sized-body.js";
import { normalWords, wordErrorRate } from "../test/support/word-errors.js";
import { compareHearings, count, FAULTS, type Finding, type TimedWord } from "./accuracy/boundaries.js";
import { CONDITIONS, makeRecording, type Condition, type LongRecording } from "./speech/long-recording.js";
import { speak } from "./speech/voices.js";
import { rounded, writeResults } from "./support/results.js";
import { readStoredJob } from "./support/stored-job.js";

const USAGE = `npm run bench:accuracy -- [options]

  --minutes N          of audio in all, a quarter for each condition (60)
  --chunk-seconds N    length of the chunks (60)
  --window-seconds N   where around the mark a pause is looked for (20, or a third of a chunk)
  --format EXTENSION   container to send: wav, flac, mp3, m4a, ogg … (wav)
`;

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "60" },
    "chunk-seconds": { type: "string", default: "60" },
    "window-seconds": { type: "string" },
    format: { type: "string", default: "wav" },
    help: { type: "boolean", default: false },
  },
});
const [minutes, chunkSeconds] = [Number(options.minutes), Number(options["chunk-seconds"])];
const windowSeconds = Number(options["window-seconds"] ?? Math.min(20, chunkSeconds / 3));

/** No engine on any machine is slower than this. */
const PATIENCE_PER_AUDIO_SECOND_MS = 10_000;

interface Outcome {
  condition: Condition;
  seconds: number;
  words: number;
  boundaries: number[];
  wordErrorRates: { whole: number; chunked: number };
  missing: unknown[];
  findings: Finding[];
  utterances: LongRecording["utterances"];
  hearings: { whole: TimedWord[]; chunked: TimedWord[] };
  /** Each chunk's own words, in its own time: what the seams were made of. */
  chunks: { startSeconds: number; audioStartSeconds: number; words: TimedWord[] }[];
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "diarist-bench-accuracy-"));
  const service = await Service.start({
    DIARIST_CHUNK_SECONDS: String(chunkSeconds),
    DIARIST_CHUNK_WINDOW_SECONDS: String(windowSeconds),
  });
  try {
    const sentences = speak();
    const outcomes: Outcome[] = [];
    for (const condition of CONDITIONS) {
      const path = join(folder, `${condition.replace(" ", "-")}.${options.format}`);
      const recording = await makeRecording(condition, (minutes * 60) / CONDITIONS.length, sentences, path);
      outcomes.push(await measure(service, condition, recording));
      await rm(path);
    }
    await sentences.return();
    report(outcomes);
  } finally {
    await service.stop();
    await rm(folder, { recursive: true });
  }
}

async function measure(service: Service, condition: Condition, recording: LongRecording): Promise<Outcome> {
  const text = recording.utterances.map((utterance) => utterance.text).join(" ");
  const patienceMs = 60_000 + recording.durationSeconds * PATIENCE_PER_AUDIO_SECOND_MS;
  const engine = createOpenAiSpeech({
    baseUrl: `http://127.0.0.1:${service.env["DIARIST_SPEECH_PORT"] ?? ""}/v1`,
    apiKey: undefined,
    model: "base",
    timeoutMs: () => patienceMs,
  });
  const audio = await readFile(recording.path);
  const request = { audio: bodyOf(audio), fileName: basename(recording.path) };
  const whole = await engine.transcribe(request, new AbortController().signal);

  const jobId = await service.upload(recording.path);
  const { status, message } = await service.finished(jobId, patienceMs);
  if (status !== "completed") throw new Error(`The job did not complete: ${message ?? status}`);
  const { plan, transcript, recognitions } = await readStoredJob(service, jobId);

  const boundaries = plan.chunks.slice(1).map((chunk) => chunk.startSeconds);
  const said = normalWords(text);
  return {
    condition,
    seconds: rounded(recording.durationSeconds, 1),
    words: said.length,
    boundaries,
    wordErrorRates: {
      whole: wordErrorRate(text, whole.segments.map((segment) => segment.text).join(" ")),
      chunked: wordErrorRate(text, transcript.text),
    },
    missing: transcript.coverage.missing,
    findings: compareHearings(
      said,
      wordsOf(whole),
      wordsOf(transcript),
      boundaries,
      beginningsOf(recording.utterances),
    ),
    utterances: recording.utterances,
    hearings: { whole: wordsOf(whole), chunked: wordsOf(transcript) },
    chunks: plan.chunks.map((chunk, index) => ({ ...chunk, words: wordsOf(recognitions[index]) })),
  };
}

/** When the first word of each sentence begins, by its index among all words. */
function beginningsOf(utterances: LongRecording["utterances"]): Map<number, number> {
  const beginnings = new Map<number, number>();
  let index = 0;
  for (const { text, startSeconds } of utterances) {
    beginnings.set(index, startSeconds);
    index += normalWords(text).length;
  }
  return beginnings;
}

function wordsOf(heard: { segments: { words: TimedWord[] }[] } | undefined): TimedWord[] {
  return (heard?.segments ?? []).flatMap((segment) => segment.words);
}

/** An engine differs from itself by a point or two in a few minutes, one way or the other; in all of them, by less. */
function together(outcomes: Outcome[]) {
  const words = outcomes.reduce((sum, outcome) => sum + outcome.words, 0);
  const wordErrorRate = (hearing: keyof Outcome["wordErrorRates"]): number =>
    outcomes.reduce((sum, outcome) => sum + outcome.wordErrorRates[hearing] * outcome.words, 0) / words;
  return {
    condition: "all",
    seconds: outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0),
    words,
    boundaries: outcomes.flatMap((outcome) => outcome.boundaries),
    wordErrorRates: { whole: wordErrorRate("whole"), chunked: wordErrorRate("chunked") },
    findings: outcomes.flatMap((outcome) => outcome.findings),
  };
}

function report(outcomes: Outcome[]): void {
  const percent = (rate: number): string => `${(rate * 100).toFixed(2)} %`;
  console.log(
    "Words that the chunked hearing got wrong and the whole one right: within 3 s of a boundary + elsewhere",
  );
  console.table(
    [...outcomes, together(outcomes)].map(
      ({ condition, seconds, words, boundaries, wordErrorRates, findings }) => ({
        condition,
        minutes: rounded(seconds / 60, 1),
        words,
        boundaries: boundaries.length,
        "WER whole": percent(wordErrorRates.whole),
        "WER chunked": percent(wordErrorRates.chunked),
        ...Object.fromEntries(
          FAULTS.map((fault) => {
            const { near, elsewhere } = count(findings, fault);
            return [fault, `${String(near)} + ${String(elsewhere)}`];
          }),
        ),
      }),
    ),
  );
  for (const { condition, findings } of outcomes)
    for (const { nearBoundary, fault, word, seconds, bySeconds } of findings)
      if (nearBoundary)
        console.log(
          `${condition}, ${seconds.toFixed(2)} s: "${word}" ${fault}${bySeconds === undefined ? "" : ` by ${bySeconds.toFixed(2)} s`}`,
        );
  writeResults("accuracy", { minutes, chunkSeconds, windowSeconds, format: options.format, outcomes });
}

if (options.help) console.log(USAGE);
else await main();
