/*
 * `npm run bench:sentences`: which words are lost, said twice or made up where real sentences follow each other in many
 * orders, with short pauses and long ones, equally loud and not, in chunks so short that every other sentence is cut in two.
 * Everything goes through the whole service; plain sequential faster-whisper hears each recording uncut.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { z } from "zod";
import { partPath } from "../src/stack/parts.js";
import { Service } from "../test/e2e/service.js";
import { normalWords } from "../test/support/word-errors.js";
import { faultsIn, total, wordErrorRate, type Faults } from "./sentences/faults.js";
import { gluedRecordings, PAUSE_GROUPS, type GluedRecording } from "./sentences/glued-recordings.js";
import { rounded, writeResults } from "./support/results.js";
import { readStoredJob } from "./support/stored-job.js";

const USAGE = `npm run bench:sentences -- [options]

  --recordings N       how many, of about 40 s each (60)
  --first N            the first of them, so that several runs can share them (0)
  --chunk-seconds N    length of the chunks (12)
  --window-seconds N   where around the mark a pause is looked for (6)
  --no-sequential      leaves out plain faster-whisper
`;

const { values: options } = parseArgs({
  options: {
    recordings: { type: "string", default: "60" },
    first: { type: "string", default: "0" },
    "chunk-seconds": { type: "string", default: "12" },
    "window-seconds": { type: "string", default: "6" },
    "no-sequential": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const JOB_PATIENCE_MS = 600_000;

interface Outcome {
  recording: Omit<GluedRecording, "path">;
  service: Faults & { missingSeconds: number; text: string };
  sequential?: Faults & { text: string };
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "diarist-bench-sentences-"));
  const service = await Service.start({
    DIARIST_CHUNK_SECONDS: options["chunk-seconds"],
    DIARIST_CHUNK_WINDOW_SECONDS: options["window-seconds"],
  });
  try {
    const outcomes: Outcome[] = [];
    const [first, count] = [Number(options.first), Number(options.recordings)];
    for await (const { path, ...recording } of gluedRecordings(first, count, folder)) {
      const outcome = await hear(service, path, recording);
      outcomes.push(outcome);
      const { lost, doubled, inserted } = outcome.service;
      if (lost + doubled + inserted > 0)
        console.log(`${String(recording.index)}: ${describe(outcome.service)}: ${outcome.service.text}`);
      await rm(path);
    }
    report(outcomes);
  } finally {
    await service.stop();
    await rm(folder, { recursive: true });
  }
}

async function hear(service: Service, path: string, recording: Outcome["recording"]): Promise<Outcome> {
  const said = normalWords(recording.text);
  const jobId = await service.upload(path);
  const { status, message } = await service.finished(jobId, JOB_PATIENCE_MS);
  if (status !== "completed") throw new Error(`The job did not complete: ${message ?? status}`);
  const { transcript } = await readStoredJob(service, jobId);
  const { text, coverage } = transcript;
  const missingSeconds = coverage.missing.reduce((seconds, { start, end }) => seconds + end - start, 0);
  return {
    recording,
    service: { ...faultsIn(said, normalWords(text)), missingSeconds: rounded(missingSeconds, 2), text },
    ...(!options["no-sequential"] && { sequential: await hearSequentially(said, path) }),
  };
}

async function hearSequentially(said: string[], path: string): Promise<Faults & { text: string }> {
  const program = fileURLToPath(new URL("engine/sequential.py", import.meta.url));
  const args = [program, partPath("speech-model"), String(availableParallelism()), path];
  const { stdout } = await promisify(execFile)(partPath("python"), args);
  const { text } = z.object({ text: z.string() }).parse(JSON.parse(stdout));
  return { ...faultsIn(said, normalWords(text)), text };
}

function report(outcomes: Outcome[]): void {
  const rows = PAUSE_GROUPS.flatMap(({ name, holds }) =>
    [false, true].map((uneven) => {
      const chosen = outcomes.filter(
        ({ recording }) => holds(recording.pauseSeconds) && recording.uneven === uneven,
      );
      return row(`${name}, ${uneven ? "uneven" : "as recorded"}`, chosen);
    }),
  );
  console.table([...rows, row("all", outcomes)]);
  writeResults(`sentences-${options.first}`, { options, rows, outcomes });
}

function row(setting: string, outcomes: Outcome[]) {
  const service = total(outcomes.map((outcome) => outcome.service));
  const sequential = outcomes.flatMap((outcome) => outcome.sequential ?? []);
  return {
    setting,
    recordings: outcomes.length,
    words: service.words,
    lost: service.lost,
    doubled: service.doubled,
    inserted: service.inserted,
    misheard: service.misheard,
    "declared missing": `${rounded(
      outcomes.reduce((seconds, outcome) => seconds + outcome.service.missingSeconds, 0),
      1,
    )} s`,
    WER: wordErrorRate(service),
    ...(sequential.length > 0 && {
      "sequential, lost": total(sequential).lost,
      "sequential, WER": wordErrorRate(total(sequential)),
    }),
  };
}

function describe({ lost, doubled, inserted }: Faults): string {
  return `${String(lost)} lost, ${String(doubled)} doubled, ${String(inserted)} inserted`;
}

if (options.help) console.log(USAGE);
else await main();
