import type { AudioInfo } from "../domain/audio.js";
import { percentile } from "../domain/cut-plan.js";
import { DiaristError } from "../domain/errors.js";
import type { Span } from "../domain/spans.js";
import type { WantedSpan } from "./port.js";

/*
 * Whether the two channels of a recording are each other's opposite, as a balanced microphone in a stereo socket makes
 * them: mixed, they cancel out, and what is left is silence. A few seconds from all over the recording tell. Where the mix
 * is loud there is nothing more to find out; that is so in nearly all recordings.
 */

/** Levels in dB of each span. */
type MeasureLevels = (spans: readonly WantedSpan[]) => Promise<Float32Array[]>;

const SPAN_SECONDS = 1;
/** Where nothing is heard in the few, it is looked for in more. */
const SPAN_COUNTS = [6, 32] as const;
/** What few levels of a span are above: a syllable is enough. */
const LOUD_SHARE = 0.95;
/** What is left of a voice whose channels cancel out is quieter, also where one was amplified a little more than the other. */
const LOUD_DB = -30;
/** Quieter is the noise of a recorder, which differs from channel to channel. */
const FAINTEST_DB = -60;
/** A voice on one channel alone loses 6 dB when it is mixed; opposite channels that differ by a fifth lose 20. */
const CANCELLED_DB = 10;

/** Which channel has to be heard alone; undefined where the channels can be mixed. */
export async function channelHeardAlone(
  { channels, durationSeconds }: AudioInfo,
  measure: MeasureLevels,
): Promise<number | undefined> {
  if (channels !== 2) return undefined;
  try {
    for (const count of SPAN_COUNTS) {
      const spans = spread(durationSeconds, count);
      const louder = await louderChannel(spans, measure);
      if (louder !== "silence") return louder;
      if (spans.length < count) break;
    }
  } catch (error) {
    // Where nothing can be decoded, nothing speaks against mixing.
    if (!(error instanceof DiaristError && error.code === "audio_unreadable")) throw error;
  }
  return undefined;
}

/** Spread evenly over the recording; all of it where it is no longer than they are. */
function spread(durationSeconds: number, most: number): Span[] {
  const count = Math.min(most, Math.ceil(durationSeconds / SPAN_SECONDS));
  const step = durationSeconds / count;
  const half = Math.min(SPAN_SECONDS, step) / 2;
  return Array.from({ length: count }, (_, index) => {
    const middle = (index + 0.5) * step;
    return { start: middle - half, end: middle + half };
  });
}

/** Of channels that cancel out in most of the spans in which there is sound; undefined where they do not. */
async function louderChannel(
  spans: readonly Span[],
  measure: MeasureLevels,
): Promise<number | "silence" | undefined> {
  const loudness = async (channel?: number): Promise<number[]> =>
    (await measure(spans.map((span) => ({ ...span, channel })))).map((levels) =>
      percentile(levels, LOUD_SHARE),
    );
  const mixed = await loudness();
  if (mixed.filter((level) => level > LOUD_DB).length >= spans.length / 2) return undefined;
  const first = await loudness(0);
  const heard = mixed
    .map((mix, index) => ({ mix, first: first[index] ?? mix, index }))
    .filter((span) => Math.max(span.mix, span.first) > FAINTEST_DB);
  if (heard.length === 0) return "silence";
  const cancelled = heard.filter((span) => span.first - span.mix >= CANCELLED_DB);
  if (cancelled.length <= heard.length / 2) return undefined;
  const second = await loudness(1);
  const difference = cancelled.reduce(
    (sum, span) => sum + (second[span.index] ?? span.first) - span.first,
    0,
  );
  return difference > 0 ? 1 : 0;
}
