/*
 * `npm run bench:pipeline`: what everything around the speech engine costs. The real gateway, Temporal, stores, planning,
 * fan-out, stitching and extractive note, with a stand-in for the engine that takes time but no processor.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { Service } from "../test/e2e/service.js";
import type { Attempt } from "./load/client.js";
import { openRecording } from "./load/recording.js";
import { runLoad } from "./load/run.js";
import { between, limitOf, read, type Metered, type Reading } from "./pipeline/meter.js";
import { parseOptions, USAGE, type Kind, type PipelineOptions } from "./pipeline/options.js";
import { FORMATS, makeFile, makeLoop } from "./pipeline/spoken-file.js";
import { startStandInEngine, type StandInEngine } from "./pipeline/stand-in-engine.js";
import { rounded, writeResults } from "./support/results.js";

const TIMEOUT_MS = 30 * 60_000;
const POLL_MS = 1_000;
/** An instance at rest is watched for so long. */
const REST_MS = 10_000;

async function main(options: PipelineOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "diarist-bench-pipeline-"));
  try {
    const rows = [];
    for (const kind of options.kinds) {
      const row = await measure(kind, options, folder);
      console.log(JSON.stringify(row));
      rows.push(row);
    }
    console.table(rows.map(({ cpu: _, limit: __, atRest: ___, ...row }) => row));
    console.log("CPU seconds an audio hour in the steady part, by process");
    console.table(rows.map(({ format, file, cpu }) => ({ format, file, ...cpu })));
    console.log("CPU of the service at rest, in hundredths of a processor");
    console.table(rows.map(({ format, file, atRest }) => ({ format, file, ...atRest })));
    for (const { format, file, limit } of rows) console.log(`limit, ${format}, ${file}: ${limit}`);
    writeResults("pipeline", { options, rows });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Each kind of file has a service of its own, so that none runs on what another has warmed up or left behind. */
async function measure(kind: Kind, options: PipelineOptions, folder: string) {
  const { format, minutes } = kind;
  const path = await makeFile(await makeLoop(format, folder), minutes, folder);
  const engine = await startStandInEngine({
    bytesPerAudioSecond: FORMATS[format].bytesPerSecond,
    timesRealTime: options.speed,
  });
  const service = await Service.start({
    DIARIST_SPEECH_BASE_URL: engine.baseUrl,
    DIARIST_TRANSCRIPTION_SLOTS: String(options.slots),
    ...(await profiling(options.profile)),
  });
  try {
    const processes = { ...service.processes(), all: service.pid };
    const started = read(processes);
    await service.idle();
    const firstChunkSeconds = await timeToFirstChunk(service, engine, path);
    const figures = await measureLoad(kind, service, processes, path);
    const atRest = await watchRest(processes);
    return {
      format,
      file: `${String(minutes)} min`,
      ...figures,
      "s to first chunk": firstChunkSeconds,
      "CPU s of start": rounded(started.byName["all"] ?? 0, 1),
      atRest,
    };
  } finally {
    await service.stop();
    await engine.stop();
    await rm(path);
  }
}

/** From the first byte of the upload to the first answer of the engine, for one job alone. */
async function timeToFirstChunk(service: Service, engine: StandInEngine, path: string): Promise<number> {
  engine.reset();
  const startedAt = performance.now();
  await service.finished(await service.upload(path), TIMEOUT_MS);
  return rounded(((engine.firstAnswerAt() ?? NaN) - startedAt) / 1000, 2);
}

async function measureLoad(
  { minutes, jobs, workers }: Kind,
  service: Service,
  processes: Metered,
  path: string,
) {
  const load = {
    requests: jobs,
    workers,
    url: service.url,
    files: [],
    timeoutMs: TIMEOUT_MS,
    pollMs: POLL_MS,
    monitor: false,
    jsonFile: undefined,
  };
  const readings: Reading[] = [read(processes)];
  const attempts = await runLoad(load, [await openRecording(path)], [], () => readings.push(read(processes)));
  const failed = attempts.find((attempt) => attempt.outcome !== "completed");
  if (failed !== undefined) throw new Error(`A job did not complete: ${failed.detail ?? failed.outcome}`);

  const hours = minutes / 60;
  const whole = between(...ends(readings, 0, jobs));
  // Between these two as many jobs are begun as are ended, with as many under way at either: nothing starts, nothing runs dry.
  const steady = between(...ends(readings, workers, jobs - workers));
  const steadyHours = (jobs - 2 * workers) * hours;
  return {
    jobs,
    "at once": workers,
    "audio hours an hour": Math.round((steadyHours / steady.seconds) * 3600),
    "CPU s an audio hour": rounded(whole.cpu / (jobs * hours), 2),
    "steady CPU s": rounded(steady.cpu / steadyHours, 2),
    "by CPU alone": Math.round((3600 * availableParallelism() * steadyHours) / steady.cpu),
    "events an audio hour": Math.round((await eventsOf(service, attempts)) / (jobs * hours)),
    limit: limitOf(steady),
    cpu: scaled(steady.byName, 1 / steadyHours),
  };
}

function ends(readings: Reading[], first: number, last: number): [Reading, Reading] {
  const [before, after] = [readings[first], readings[last]];
  if (before === undefined || after === undefined || first >= last)
    throw new Error("There are too few jobs for so many at once");
  return [before, after];
}

async function watchRest(processes: Metered): Promise<Record<string, number>> {
  const before = read(processes);
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const { byName, cpu, seconds } = between(before, read(processes));
  return scaled({ ...byName, all: cpu }, 100 / seconds);
}

function scaled(numbers: Record<string, number>, factor: number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, rounded(value * factor, 3)]),
  );
}

async function eventsOf(service: Service, attempts: Attempt[]): Promise<number> {
  const connection = await Connection.connect({ address: `127.0.0.1:${service.env["TEMPORAL_PORT"] ?? ""}` });
  try {
    const { workflow } = new Client({ connection });
    let events = 0;
    for (const { jobId = "" } of attempts)
      events += (await workflow.getHandle(`transcribe-${jobId}`).describe()).historyLength;
    return events;
  } finally {
    await connection.close();
  }
}

async function profiling(profile: string | undefined): Promise<Record<string, string>> {
  if (profile === undefined) return {};
  const folder = resolve(profile);
  await mkdir(folder, { recursive: true });
  return { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` };
}

const options = parseOptions(process.argv.slice(2));
if (options === undefined) console.log(USAGE);
else await main(options);
