import { formatClock } from "../clock.js";
import type { BrokenOff, Missing, Segment, ReadableTranscript } from "../transcript.js";

/** What stands one after the other in every readable form of a transcript. */
export type TimelineItem =
  | { kind: "speech"; start: number; end: number; speaker?: string; segment: Segment }
  /** A stretch that could not be transcribed, or the place where the recording breaks off. */
  | { kind: "gap"; start: number; end: number; text: string };

/** How long the sign of a recording that breaks off is shown. */
const BREAK_SECONDS = 3;

/** The segments in order, with what is missing in its place: no form of a transcript may look whole that is not. */
export function* timelineOf({ segments, coverage, brokenOff }: ReadableTranscript): Generator<TimelineItem> {
  const gaps = coverage.missing.map(gapOf).sort((a, b) => a.start - b.start);
  for (const segment of segments) {
    const { start, end, speaker, text } = segment;
    if (text.trim() === "") continue;
    while (gaps[0] !== undefined && gaps[0].start < start) yield* gaps.splice(0, 1);
    yield { kind: "speech", start, end, segment, ...(speaker !== undefined && { speaker }) };
  }
  yield* gaps;
  if (brokenOff !== undefined) yield breakOf(brokenOff);
}

/** "5:00 of 30:00 could not be transcribed", and where it breaks off; undefined of a transcript that is whole. */
export function incompleteness({
  coverage,
  durationSeconds,
  brokenOff,
}: ReadableTranscript): string | undefined {
  const missingSeconds = coverage.missing.reduce((sum, { start, end }) => sum + end - start, 0);
  const parts = [
    ...(missingSeconds > 0
      ? [`${formatClock(missingSeconds)} of ${formatClock(durationSeconds)} could not be transcribed`]
      : []),
    ...(brokenOff === undefined ? [] : [`the recording ${brokenOffText(brokenOff)}`]),
  ];
  return parts.length === 0 ? undefined : `Incomplete: ${parts.join("; ")}.`;
}

function gapOf(missing: Missing): TimelineItem {
  return { kind: "gap", start: missing.start, end: missing.end, text: missingText(missing) };
}

function missingText({ start, end, speaker, reason }: Missing): string {
  const whose = speaker === undefined ? "" : `, ${speaker}`;
  const what = reason === "not_understood" ? "speech that was not understood" : "could not be transcribed";
  return `[${formatClock(start)} to ${formatClock(end)}${whose}: ${what}]`;
}

function breakOf(brokenOff: BrokenOff): TimelineItem {
  const { atSeconds } = brokenOff;
  const text = `[The recording ${brokenOffText(brokenOff)}]`;
  return { kind: "gap", start: atSeconds, end: atSeconds + BREAK_SECONDS, text };
}

function brokenOffText({ atSeconds, claimedSeconds }: BrokenOff): string {
  return `breaks off at ${formatClock(atSeconds)} of ${formatClock(claimedSeconds)}`;
}
