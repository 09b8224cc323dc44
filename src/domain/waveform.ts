import { z } from "zod";
import { LEVEL_SECONDS, type Loudness } from "./cut-plan.js";

/** What a player draws of a recording: how loud it is, tenth of a second by tenth. */
export const waveformSchema = z.object({
  durationSeconds: z.number(),
  peaksPerSecond: z.number(),
  /** 0, silence, to 127, as loud as can be; in steps of the amplitude, as players draw it. */
  peaks: z.array(z.number().int().min(0).max(127)),
});
export type Waveform = z.infer<typeof waveformSchema>;

const PEAKS_PER_SECOND = 10;
const LOUDEST = 127;
/** A sine's peak lies so many dB above its level. */
const CREST_DB = 3;

export function waveformOf(durationSeconds: number, { levels }: Omit<Loudness, "brightness">): Waveform {
  const levelsAPeak = Math.round(1 / PEAKS_PER_SECOND / LEVEL_SECONDS);
  const peaks = Array.from({ length: Math.ceil(levels.length / levelsAPeak) }, (_, index) => {
    const loudest = levels
      .subarray(index * levelsAPeak, (index + 1) * levelsAPeak)
      .reduce((most, level) => Math.max(most, level));
    return Math.min(LOUDEST, Math.round(LOUDEST * 10 ** ((loudest + CREST_DB) / 20)));
  });
  return { durationSeconds, peaksPerSecond: PEAKS_PER_SECOND, peaks };
}

/** The same with at most `count` peaks, each the highest of those that it stands for. */
export function coarser({ durationSeconds, peaksPerSecond, peaks }: Waveform, count: number): Waveform {
  const together = Math.ceil(peaks.length / count);
  if (together <= 1) return { durationSeconds, peaksPerSecond, peaks };
  return {
    durationSeconds,
    peaksPerSecond: peaksPerSecond / together,
    peaks: Array.from({ length: Math.ceil(peaks.length / together) }, (_, index) =>
      Math.max(...peaks.slice(index * together, (index + 1) * together)),
    ),
  };
}
