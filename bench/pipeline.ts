/*
 * `npm run bench:pipeline`: what everything around the speech engine costs. The real gateway, Temporal, stores, planning,
 * fan-out, stitching and extractive note, with a stand-in for the engine that takes time but no processor.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Client, Connection } from "@temporalio/client";
import { Service } from "../test/e2e/service.js";
import type { Attempt } from "./load/client.js";
import { openRecording } from "./load/recording.js";
import { runLoad } from "./load/run.js";
import { FORMAT_NAMES, FORMATS, makeFile, makeLoops, type Format } from "./pipeline/spoken-file.js";
import { startStandInEngine, type StandInEngine } from "./pipeline/stand-in-engine.js";
import { cpuSecondsByName, difference, sum } from "./support/process-cpu.js";
import { rounded, writeResults } from "./support/results.js";

const USAGE = `npm run bench:pipeline -- [options]

  --hours N        of audio for each kind of file; of one-minute files a tenth (20)
  --ten-hours      also files of ten hours
  --workers N      uploads followed at the same time (16)
  --slots N        chunks that the transcription worker sends at the same time (64)
  --speed N        how many times faster than real time the stand-in answers one chunk (100)
  --profile FOLDER where each Node process leaves its CPU profile when it ends
`;

const { values: options } = parseArgs({
  options: {
    hours: { type: "string", default: "20" },
    "ten-hours": { type: "boolean", default: false },
    workers: { type: "string", default: "16" },
    slots: { type: "string", default: "64" },
    speed: { type: "string", default: "100" },
    profile: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

const TIMEOUT_MS = 30 * 60_000;
const POLL_MS = 1_000;
/** Voice memos of one minute are the dearest by the hour. */
const SHARE_OF_SHORT_FILES = 0.1;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "diarist-bench-pipeline-"));
  try {
    const loops = await makeLoops(folder);
    const rows = [];
    for (const format of FORMAT_NAMES) rows.push(...(await measureFormat(format, loops[format], folder)));
    console.table(rows.map(({ cpu: _, ...row }) => row));
    console.log("CPU seconds an audio hour, by process");
    console.table(rows.map(({ format, file, cpu }) => ({ format, file, ...cpu })));
    writeResults("pipeline", { options, rows });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measureFormat(format: Format, loop: string, folder: string) {
  const engine = await startStandInEngine({
    bytesPerAudioSecond: FORMATS[format].bytesPerSecond,
    timesRealTime: Number(options.speed),
  });
  const service = await Service.start({
    DIARIST_SPEECH_BASE_URL: engine.baseUrl,
    DIARIST_TRANSCRIPTION_SLOTS: options.slots,
    ...(await profiling()),
  });
  try {
    const rows = [];
    for (const minutes of [1, 60, ...(options["ten-hours"] ? [600] : [])]) {
      const path = await makeFile(loop, minutes, folder);
      const firstChunkSeconds = await timeToFirstChunk(service, engine, path);
      const { cpu, ...figures } = await measureLoad(service, path, minutes);
      const row = { format, file: `${String(minutes)} min`, ...figures, firstChunkSeconds };
      console.log(JSON.stringify(row));
      rows.push({ ...row, cpu });
      await rm(path);
    }
    return rows;
  } finally {
    await service.stop();
    await engine.stop();
  }
}

/** From the first byte of the upload to the first answer of the engine, for one job alone. */
async function timeToFirstChunk(service: Service, engine: StandInEngine, path: string): Promise<number> {
  engine.reset();
  const startedAt = performance.now();
  await service.finished(await service.upload(path), TIMEOUT_MS);
  return rounded(((engine.firstAnswerAt() ?? NaN) - startedAt) / 1000, 2);
}

async function measureLoad(service: Service, path: string, minutes: number) {
  const hours = Number(options.hours) * (minutes === 1 ? SHARE_OF_SHORT_FILES : 1);
  const load = {
    requests: Math.max(1, Math.round((hours * 60) / minutes)),
    workers: Number(options.workers),
    url: service.url,
    files: [],
    timeoutMs: TIMEOUT_MS,
    pollMs: POLL_MS,
    monitor: false,
    jsonFile: undefined,
  };
  const processes = { ...service.processes(), all: service.pid };
  const before = cpuSecondsByName(processes);
  const startedAt = performance.now();
  const attempts = await runLoad(load, [await openRecording(path)], []);
  const seconds = (performance.now() - startedAt) / 1000;
  const used = difference(before, cpuSecondsByName(processes));
  const failed = attempts.find((attempt) => attempt.outcome !== "completed");
  if (failed !== undefined) throw new Error(`A job did not complete: ${failed.detail ?? failed.outcome}`);

  const audioHours = (attempts.length * minutes) / 60;
  const { all = 0, ...named } = used;
  const cpu = { ...named, supervisor: all - sum(named) };
  return {
    jobs: attempts.length,
    "audio hours an hour": Math.round((audioHours / seconds) * 3600),
    "CPU s an audio hour": rounded(all / audioHours, 2),
    "cores busy": rounded(all / seconds, 2),
    "events an audio hour": Math.round((await eventsOf(service, attempts)) / audioHours),
    cpu: Object.fromEntries(
      Object.entries(cpu).map(([name, spent]) => [name, rounded(spent / audioHours, 3)]),
    ),
  };
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

async function profiling(): Promise<Record<string, string>> {
  if (options.profile === undefined) return {};
  const folder = resolve(options.profile);
  await mkdir(folder, { recursive: true });
  return { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` };
}

if (options.help) console.log(USAGE);
else await main();
