import { parseArgs } from "node:util";
import { FORMAT_NAMES, FORMATS, type Format } from "./spoken-file.js";

export const USAGE = `npm run bench:pipeline -- [options]

  --format NAME    m4a, mp3 or wav; may be given more than once (m4a and mp3)
  --minutes N      length of a file; may be given more than once (1, 60 and 600)
  --jobs N         uploads of each kind of file (192 of a minute, 160 of an hour, 16 of ten hours)
  --workers N      uploads followed at the same time (40, at most a quarter of the jobs)
  --slots N        chunks that the transcription worker sends at the same time (256)
  --speed N        how many times faster than real time the stand-in answers one chunk (100)
  --profile FOLDER where each Node process leaves its CPU profile when it ends; the figures are then worse
`;

export interface Kind {
  format: Format;
  minutes: number;
  jobs: number;
  workers: number;
}

export interface PipelineOptions {
  kinds: Kind[];
  slots: number;
  speed: number;
  profile: string | undefined;
}

const USUAL_FORMATS: readonly Format[] = ["m4a 32 kbit/s", "mp3 128 kbit/s"];
const LENGTHS_MINUTES = [1, 60, 600];

/** Enough that the first and the last of them, which have the machine to themselves, do not decide the figures. */
function usualJobs(minutes: number): number {
  if (minutes <= 5) return 192;
  return minutes <= 120 ? 160 : 16;
}

/** Throws an Error that says which option is wrong; undefined where help was asked for. */
export function parseOptions(args: string[]): PipelineOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      format: { type: "string", multiple: true, default: [] },
      minutes: { type: "string", multiple: true, default: [] },
      jobs: { type: "string" },
      workers: { type: "string", default: "40" },
      slots: { type: "string", default: "256" },
      speed: { type: "string", default: "100" },
      profile: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const formats = values.format.length === 0 ? USUAL_FORMATS : values.format.map(formatOf);
  const lengths =
    values.minutes.length === 0 ? LENGTHS_MINUTES : values.minutes.map((text) => positive("--minutes", text));
  const workers = positive("--workers", values.workers);
  return {
    kinds: formats.flatMap((format) =>
      lengths.map((minutes) => {
        const jobs = values.jobs === undefined ? usualJobs(minutes) : positive("--jobs", values.jobs);
        return { format, minutes, jobs, workers: Math.max(1, Math.min(workers, Math.floor(jobs / 4))) };
      }),
    ),
    slots: positive("--slots", values.slots),
    speed: positive("--speed", values.speed),
    profile: values.profile,
  };
}

function formatOf(name: string): Format {
  const format = FORMAT_NAMES.find((each) => FORMATS[each].extension === name);
  if (format === undefined) throw new Error(`--format: ${name} is none of m4a, mp3 and wav`);
  return format;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new Error(`${name}: ${text} is not a number above 0`);
  return value;
}
