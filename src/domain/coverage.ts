import { clamp, roundMs, subtract, totalSeconds, type Span } from "./spans.js";
import type { Coverage, Missing } from "./transcript.js";

/**
 * Accounts for each second of a recording: transcribed where a segment lies, missing where a chunk could not be
 * transcribed or speech was not understood, and silent where the engine listened and heard no speech. The three sum to the duration.
 */
export function computeCoverage(
  durationSeconds: number,
  segments: readonly Span[],
  missing: readonly Missing[],
): Coverage {
  const recording = { start: 0, end: durationSeconds };
  const lost = clamp(missing, recording);
  const spoken = subtract(clamp(segments, recording), lost);
  const transcribedSeconds = roundMs(totalSeconds(spoken));
  const missingSeconds = totalSeconds(lost);
  return {
    transcribedSeconds,
    silentSeconds: roundMs(durationSeconds - transcribedSeconds - missingSeconds),
    missing: missing
      .filter((part) => part.start < durationSeconds && part.end > part.start)
      .map((part) => ({
        start: roundMs(Math.max(0, part.start)),
        end: roundMs(Math.min(durationSeconds, part.end)),
        reason: part.reason,
      }))
      .sort((a, b) => a.start - b.start),
  };
}
