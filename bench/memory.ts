/*
 * `npm run bench:memory`: the most that each process of the whole service takes in memory, its children included, for a
 * recording of hours against a short one of the same kind, and for large uploads at the same time. The stand-in takes the
 * engine's place.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Service } from "../test/e2e/service.js";
import { uploadMadeUp } from "./memory/large-uploads.js";
import { watchMemory } from "./memory/peaks.js";
import { FORMATS, makeFile, makeLoop, type Format } from "./pipeline/spoken-file.js";
import { startStandInEngine } from "./pipeline/stand-in-engine.js";
import { rounded, writeResults } from "./support/results.js";

const USAGE = `npm run bench:memory -- [options]

  --kind NAME      mp3, wav or uploads; may be given more than once (all)
  --minutes N      length of the long recording (600 of mp3; of wav 378, which are 4 GB)
  --uploads N      uploads at the same time, of 1 GiB each (10)
`;

const KINDS = ["mp3", "wav", "uploads"] as const;
const SHORT_MINUTES = 10;
const LONG_FILES: { kind: (typeof KINDS)[number]; format: Format; minutes: number }[] = [
  { kind: "mp3", format: "mp3 128 kbit/s", minutes: 600 },
  { kind: "wav", format: "wav 44.1 kHz stereo", minutes: 378 },
];
const TIMEOUT_MS = 60 * 60_000;
/** What one request to a GPU may do; slower and the wav's transcription alone would take the most of the hour. */
const TIMES_REAL_TIME = 200;

type Peaks = Record<string, number>;

interface Row {
  what: string;
  peaks: Peaks;
}

const { values: options } = parseArgs({
  options: {
    kind: { type: "string", multiple: true, default: [...KINDS] },
    minutes: { type: "string" },
    uploads: { type: "string", default: "10" },
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<void> {
  const unknown = options.kind.find((kind) => !KINDS.some((each) => each === kind));
  if (unknown !== undefined) throw new Error(`--kind: ${unknown} is none of ${KINDS.join(", ")}`);
  const folder = await mkdtemp(join(tmpdir(), "diarist-bench-memory-"));
  const rows: Row[] = [];
  try {
    for (const { kind, format, minutes } of LONG_FILES) {
      if (!options.kind.includes(kind)) continue;
      for (const each of [SHORT_MINUTES, Number(options.minutes ?? minutes)])
        rows.push(await measureFile(format, each, folder));
    }
    if (options.kind.includes("uploads"))
      rows.push(await measureUploads(1), await measureUploads(Number(options.uploads)));
    console.log("The most in memory, in megabytes");
    console.table(rows.map(({ what, peaks }) => ({ what, ...peaks })));
    writeResults("memory", { options, rows });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** One job alone, in a service of its own: the kernel's peaks are then this file's. */
async function measureFile(format: Format, minutes: number, folder: string): Promise<Row> {
  const path = await makeFile(await makeLoop(format, folder), minutes, folder);
  const { bytesPerSecond } = FORMATS[format];
  try {
    const peaks = await watched(bytesPerSecond, async (service) => {
      const { status } = await service.finished(await service.upload(path), TIMEOUT_MS);
      if (status !== "completed") throw new Error(`The job is ${status}`);
    });
    return report({ what: `${format}, ${String(minutes)} min`, peaks });
  } finally {
    await rm(path);
  }
}

/** Noise, which is refused later; the gateway alone is of interest here. */
async function measureUploads(count: number): Promise<Row> {
  const { gateway = NaN, "object-store": store = NaN } = await watched(1, async (service) => {
    await Promise.all(Array.from({ length: count }, () => uploadMadeUp(service.url, 1024)));
  });
  return report({ what: `${String(count)} x 1 GiB at once`, peaks: { gateway, "object-store": store } });
}

async function watched(
  bytesPerAudioSecond: number,
  work: (service: Service) => Promise<void>,
): Promise<Peaks> {
  const engine = await startStandInEngine({ bytesPerAudioSecond, timesRealTime: TIMES_REAL_TIME });
  const service = await Service.start({
    DIARIST_SPEECH_BASE_URL: engine.baseUrl,
    DIARIST_TRANSCRIPTION_SLOTS: "8",
  });
  try {
    const watch = watchMemory(service.processes());
    await work(service);
    const peaks = watch.stop();
    return Object.fromEntries(Object.entries(peaks).map(([name, peak]) => [name, rounded(peak, 0)]));
  } finally {
    await service.stop();
    await engine.stop();
  }
}

function report(row: Row): Row {
  console.log(JSON.stringify(row));
  return row;
}

if (options.help) console.log(USAGE);
else await main();
