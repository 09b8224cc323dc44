/*
 * `npm run bench:engine`: how fast the embedded engine is through the whole service, from the upload to the finished job,
 * against plain sequential faster-whisper with the same model, beams and threads on the same file. The two take turns, so
 * that a machine that is busy with other things is busy for both. faster-whisper runs with a thread a core, as its users would run
 * it, and with one, which is faster where cores share badly: the speed-up is over the faster of the two.
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
import { wordErrorRate } from "../test/support/word-errors.js";
import { CONDITIONS, makeRecording } from "./speech/long-recording.js";
import { speak } from "./speech/voices.js";
import { cpuSecondsByName, difference, sum } from "./support/process-cpu.js";
import { rounded, writeResults } from "./support/results.js";

const USAGE = `npm run bench:engine -- [options]

  --minutes N        length of the recording (10)
  --condition NAME   ${CONDITIONS.join(", ")} (pauses)
  --rounds N         how often each of the two hears it (2)
`;

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    condition: { type: "string", default: "pauses" },
    rounds: { type: "string", default: "2" },
    help: { type: "boolean", default: false },
  },
});

const PATIENCE_PER_AUDIO_SECOND_MS = 10_000;
const sequentialSchema = z.object({ seconds: z.number(), cpuSeconds: z.number(), text: z.string() });
type Run = z.infer<typeof sequentialSchema> & { engineCpuSeconds?: number };

async function main(): Promise<void> {
  const condition = z.enum(CONDITIONS).parse(options.condition);
  const folder = await mkdtemp(join(tmpdir(), "diarist-bench-engine-"));
  const service = await Service.start();
  try {
    const sentences = speak();
    const path = join(folder, "recording.wav");
    const recording = await makeRecording(condition, Number(options.minutes) * 60, sentences, path);
    await sentences.return();
    const said = recording.utterances.map((utterance) => utterance.text).join(" ");

    const rows = [];
    for (let round = 1; round <= Number(options.rounds); round += 1) {
      const threads = [...new Set([availableParallelism(), 1])];
      const sequential: Run[] = [];
      for (const count of threads) sequential.push(await hearSequentially(path, count));
      const served = await hearByService(service, path, recording.durationSeconds);
      const row = (name: string, run: Run) => ({
        round,
        way: name,
        "times real time": rounded(recording.durationSeconds / run.seconds, 2),
        "audio seconds in a CPU second": rounded(recording.durationSeconds / run.cpuSeconds, 2),
        "CPU beside the engine":
          run.engineCpuSeconds === undefined
            ? "none"
            : `${rounded((1 - run.engineCpuSeconds / run.cpuSeconds) * 100, 0)} %`,
        "speed-up": rounded(Math.min(...sequential.map(({ seconds }) => seconds)) / run.seconds, 2),
        "CPU to sequential": rounded(
          run.cpuSeconds / Math.min(...sequential.map(({ cpuSeconds }) => cpuSeconds)),
          2,
        ),
        "word error rate": `${rounded(wordErrorRate(said, run.text) * 100, 2)} %`,
      });
      rows.push(
        ...sequential.map((run, index) => row(`sequential, threads: ${String(threads[index])}`, run)),
        row("the service", served),
      );
    }
    console.table(rows);
    writeResults("engine", { condition, audioSeconds: recording.durationSeconds, rows });
  } finally {
    await service.stop();
    await rm(folder, { recursive: true });
  }
}

async function hearSequentially(path: string, threads: number): Promise<Run> {
  const program = fileURLToPath(new URL("engine/sequential.py", import.meta.url));
  const args = [program, partPath("speech-model"), String(threads), path];
  const { stdout } = await promisify(execFile)(partPath("python"), args, { maxBuffer: 1024 ** 3 });
  return sequentialSchema.parse(JSON.parse(stdout));
}

async function hearByService(service: Service, path: string, audioSeconds: number): Promise<Run> {
  const before = cpuSecondsByName(service.processes());
  const startedAt = performance.now();
  const jobId = await service.upload(path);
  const { status, transcription, message } = await service.finished(
    jobId,
    60_000 + audioSeconds * PATIENCE_PER_AUDIO_SECOND_MS,
  );
  if (status !== "completed") throw new Error(`The job did not complete: ${message ?? status}`);
  const seconds = (performance.now() - startedAt) / 1000;
  const used = difference(before, cpuSecondsByName(service.processes()));
  return {
    seconds,
    cpuSeconds: sum(used),
    engineCpuSeconds: used["speech"] ?? 0,
    text: transcription ?? "",
  };
}

if (options.help) console.log(USAGE);
else await main();
