import { OUTCOMES, type Attempt, type Outcome } from "./client.js";

const PERCENTILES = [50, 90, 95, 99] as const;

/** Milliseconds by percentile: `{50: …, 90: …}`. */
export type Percentiles = Record<(typeof PERCENTILES)[number], number>;

export interface Summary {
  requests: number;
  seconds: number;
  outcomes: Record<Outcome, number>;
  /** Fewer than uploads that were answered, where the service took one upload for the repetition of another. */
  distinctJobs: number;
  uploadsPerSecond: number;
  jobsPerMinute: number;
  /** Of completed jobs; undefined where a recording's length is not known. */
  audioSeconds: number | undefined;
  /** Seconds of recording that were completed in a second of the run. */
  timesRealTime: number | undefined;
  /** Until the upload was answered, and until a completed job was seen to be so; undefined where there was none. */
  uploadMs: Percentiles | undefined;
  completionMs: Percentiles | undefined;
}

export function summarize(attempts: Attempt[], seconds: number): Summary {
  const completed = attempts.filter((attempt) => attempt.outcome === "completed");
  const jobIds = attempts.flatMap((attempt) => attempt.jobId ?? []);
  const lengths = completed.map((attempt) => attempt.audioSeconds);
  const audioSeconds = lengths.every((length) => length !== undefined)
    ? lengths.reduce((total, length) => total + length, 0)
    : undefined;
  return {
    requests: attempts.length,
    seconds,
    outcomes: countBy(attempts),
    distinctJobs: new Set(jobIds).size,
    uploadsPerSecond: jobIds.length / seconds,
    jobsPerMinute: (completed.length / seconds) * 60,
    audioSeconds,
    timesRealTime: audioSeconds === undefined ? undefined : audioSeconds / seconds,
    uploadMs: percentiles(attempts.flatMap((attempt) => attempt.uploadMs ?? [])),
    completionMs: percentiles(completed.flatMap((attempt) => attempt.completionMs ?? [])),
  };
}

function countBy(attempts: Attempt[]): Record<Outcome, number> {
  const counts = { completed: 0, error: 0, rejected: 0, lost: 0 } satisfies Record<Outcome, number>;
  for (const { outcome } of attempts) counts[outcome] += 1;
  return counts;
}

export function percentiles(values: number[]): Percentiles | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (percent: number): number => percentile(sorted, percent);
  return { 50: at(50), 90: at(90), 95: at(95), 99: at(99) };
}

/** By nearest rank: the smallest value that at least `percent` of all values do not exceed. Of a sorted, non-empty list. */
export function percentile(sorted: number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new RangeError("A percentile needs at least one value");
  return value;
}

/** The summary for a terminal. */
export function describe(summary: Summary): string {
  const { outcomes, seconds, audioSeconds, timesRealTime } = summary;
  const jobs = summary.distinctJobs;
  return [
    `${summary.requests} requests in ${seconds.toFixed(1)} s, ${jobs} ${jobs === 1 ? "job" : "jobs"}`,
    `  outcomes    ${OUTCOMES.map((outcome) => `${outcome} ${outcomes[outcome]}`).join(", ")}`,
    `  rates       ${summary.uploadsPerSecond.toFixed(2)} uploads/s, ${summary.jobsPerMinute.toFixed(1)} jobs/min`,
    audioSeconds === undefined || timesRealTime === undefined
      ? "  audio       length not known"
      : `  audio       ${audioSeconds.toFixed(0)} s, ${timesRealTime.toFixed(1)} times real time`,
    `  uploaded    ${describePercentiles(summary.uploadMs)}`,
    `  completed   ${describePercentiles(summary.completionMs)}`,
  ].join("\n");
}

function describePercentiles(values: Percentiles | undefined): string {
  if (values === undefined) return "none";
  return PERCENTILES.map((percent) => `p${percent} ${(values[percent] / 1000).toFixed(2)} s`).join(", ");
}

/** How the requests stand, in one line: `12 s  transcribing 3, completed 4`. */
export function describeStanding(standing: string[], seconds: number): string {
  const counts = new Map<string, number>();
  for (const place of standing) counts.set(place, (counts.get(place) ?? 0) + 1);
  const places = Array.from(counts, ([place, count]) => `${place} ${count}`);
  return `${seconds.toFixed(0).padStart(5)} s  ${places.join(", ")}`;
}
