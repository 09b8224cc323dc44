import { clamp, roundMs, subtract, totalSeconds, type Span } from "./spans.js";
import type { Coverage, Missing } from "./transcript.js";

/**
 * Accounts for each second of a recording: transcribed where a segment lies, missing where a chunk could not be
 * transcribed or speech was not understood, and silent where the engine listened and heard no speech. The three sum to the
 * duration: what is missing for two reasons, or in two channels, counts once, for the first of them.
 */
export function computeCoverage(
  durationSeconds: number,
  segments: readonly Span[],
  missing: readonly Missing[],
): Coverage {
  const recording = { start: 0, end: durationSeconds };
  const lost: Missing[] = [];
  for (const { start, end, ...why } of missing)
    lost.push(...subtract(clamp([{ start, end }], recording), lost).map((part) => ({ ...part, ...why })));
  const transcribedSeconds = roundMs(totalSeconds(subtract(clamp(segments, recording), lost)));
  return {
    transcribedSeconds,
    silentSeconds: roundMs(durationSeconds - transcribedSeconds - totalSeconds(lost)),
    missing: lost
      .map((part) => ({ ...part, start: roundMs(part.start), end: roundMs(part.end) }))
      .sort((a, b) => a.start - b.start),
  };
}
