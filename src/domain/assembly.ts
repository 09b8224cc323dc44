import { computeCoverage } from "./coverage.js";
import { clamp, roundMs, subtract } from "./spans.js";
import { stitch, type Piece } from "./stitching.js";
import type { Engine, Missing, Segment, Timing, Transcript } from "./transcript.js";

/** From finest to coarsest: a transcript promises no finer times than its coarsest piece has. */
const TIMINGS: readonly Timing[] = ["word", "segment", "none"];

/** What is shorter holds no word; it is the rim of one. */
const LEAST_MISSING_SECONDS = 0.3;

/** Makes the transcript of a recording from what was heard in its chunks and which spans could not be heard. */
export function assemble(
  durationSeconds: number,
  pieces: readonly Piece[],
  missing: readonly Missing[],
): Transcript {
  const segments = stitch(pieces);
  return {
    language: mainLanguage(pieces),
    durationSeconds: roundMs(durationSeconds),
    text: segments.map((segment) => segment.text.trim()).join(" "),
    segments,
    coverage: computeCoverage(durationSeconds, segments, [...missing, ...notUnderstood(pieces, segments)]),
    engine: commonEngine(pieces.map((piece) => piece.recognition.engine)),
  };
}

/** Speech that an engine noticed and understood no word of, where no neighbour's overlapping audio made it up either. */
function notUnderstood(pieces: readonly Piece[], segments: readonly Segment[]): Missing[] {
  const unheard = pieces.flatMap(({ startSeconds, endSeconds, audioStartSeconds, recognition }) =>
    clamp(
      (recognition.unheard ?? []).map(({ start, end }) => ({
        start: start + audioStartSeconds,
        end: end + audioStartSeconds,
      })),
      { start: startSeconds, end: endSeconds },
    ),
  );
  return subtract(unheard, segments)
    .filter((span) => span.end - span.start >= LEAST_MISSING_SECONDS)
    .map((span) => ({ ...span, reason: "not_understood" }));
}

/** The language with most seconds of speech; "und" (ISO 639-2, undetermined) where there is no speech. */
function mainLanguage(pieces: readonly Piece[]): string {
  const seconds = new Map<string, number>();
  for (const { recognition } of pieces) {
    const spoken = recognition.segments.reduce(
      (sum, segment: Segment) => sum + segment.end - segment.start,
      0,
    );
    seconds.set(recognition.language, (seconds.get(recognition.language) ?? 0) + spoken);
  }
  const [most] = [...seconds].filter(([, spoken]) => spoken > 0).sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? "und";
}

function commonEngine(engines: readonly Engine[]): Engine {
  const models = new Set(engines.map((engine) => engine.model));
  const coarsest = Math.max(0, ...engines.map((engine) => TIMINGS.indexOf(engine.timing)));
  return { model: [...models].join(", "), timing: TIMINGS[coarsest] ?? "none" };
}
