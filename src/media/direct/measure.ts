import { Readable } from "node:stream";
import { LEVEL_SECONDS, type Loudness } from "../../domain/cut-plan.js";
import type { Span } from "../../domain/spans.js";
import { DiaristError } from "../../domain/errors.js";
import { pipeName, type RunFfmpeg } from "../ffmpeg/ffmpeg-process.js";
import { movieInputArgs, toMono } from "../ffmpeg/input.js";
import { lastLine } from "../ffmpeg/recording.js";
import { createMeter, createSampleReader, joinedLoudness } from "../loudness.js";
import type { WantedSpan } from "../port.js";
import type { DirectRecording, Excerpt, RawRecording } from "./port.js";

/** Decoders entered in the middle of a stream are silent or wrong at first; that must not pass for a pause. */
const SETTLING_SECONDS = 0.25;
/** Decoded lengths that differ more from what was expected cannot be told apart in one stream. */
const MOST_DRIFT_SECONDS = 0.05;

/** An excerpt is held as a whole: of the bulkiest sound that is read here, some 20 MB. */
const LONGEST_EXCERPT_SECONDS = 60;
/** What cannot be told apart is decoded once more, one by one. */
const MOST_AT_ONCE = 36;
/** Those that cannot follow each other in one pipe are all held at once. */
const MOST_APART_AT_ONCE = 12;

/** Measures spans of a recording, in bounded memory: by its own reader, or by decoding excerpts, many in one ffmpeg. */
export async function measureExcerpts(
  ffmpeg: RunFfmpeg,
  direct: DirectRecording | RawRecording,
  spans: readonly WantedSpan[],
  signal: AbortSignal,
): Promise<Loudness[]> {
  if ("measure" in direct) return direct.measure(spans);
  const parts = spans.map(divided);
  const wanted = parts.flat();
  const measured: Loudness[] = [];
  const atOnce = direct.excerptsApart === true ? MOST_APART_AT_ONCE : MOST_AT_ONCE;
  for (let at = 0; at < wanted.length; at += atOnce)
    measured.push(...(await measureParts(ffmpeg, direct, wanted.slice(at, at + atOnce), signal)));
  let next = 0;
  return parts.map((own) => joinedLoudness(measured.slice(next, (next += own.length))));
}

/** A span in parts that are equally long. */
function divided({ start, end, channel }: WantedSpan): WantedSpan[] {
  const count = Math.max(1, Math.ceil((end - start) / LONGEST_EXCERPT_SECONDS));
  const at = (index: number): number => start + ((end - start) * index) / count;
  return Array.from({ length: count }, (_, index) => ({ start: at(index), end: at(index + 1), channel }));
}

async function measureParts(
  ffmpeg: RunFfmpeg,
  direct: DirectRecording,
  spans: readonly WantedSpan[],
  signal: AbortSignal,
): Promise<Loudness[]> {
  const together = await decodeAndMeasure(ffmpeg, direct, spans, signal);
  if (together !== undefined) return together;
  const measured: Loudness[] = [];
  for (const span of spans) {
    const [alone] = (await decodeAndMeasure(ffmpeg, direct, [span], signal)) ?? [];
    // No sound can be had here: nothing speaks for or against a cut.
    measured.push(alone ?? createMeter(direct.info.sampleRate).loudness(span.start));
  }
  return measured;
}

/** Undefined where the decoded sound is not as long as it should be, so that its times cannot be told. */
async function decodeAndMeasure(
  ffmpeg: RunFfmpeg,
  direct: DirectRecording,
  spans: readonly WantedSpan[],
  signal: AbortSignal,
): Promise<Loudness[] | undefined> {
  const [firstSpan] = spans;
  if (firstSpan === undefined) return [];
  const { channel } = firstSpan;
  if (spans.some((span) => span.channel !== channel)) return undefined;
  const { sampleRate } = direct.info;
  const excerpts: Omit<Excerpt, "bytes">[] = [];
  async function read({ start, end }: Span): Promise<Excerpt> {
    const excerpt = await direct.excerpt({ start: Math.max(0, start - SETTLING_SECONDS), end });
    const { bytes: _, ...rest } = excerpt;
    excerpts.push(rest);
    return excerpt;
  }
  const first = await read(firstSpan);
  async function* inOnePipe(): AsyncGenerator<Buffer> {
    yield first.bytes;
    for (const span of spans.slice(1)) yield (await read(span)).bytes;
  }
  async function inPipesOfTheirOwn(): Promise<AsyncIterable<Buffer>[]> {
    const inputs = [first.bytes];
    for (const span of spans.slice(1)) inputs.push((await read(span)).bytes);
    return inputs.map((bytes) => Readable.from([bytes]));
  }
  const inputs = direct.excerptsApart === true ? await inPipesOfTheirOwn() : [inOnePipe()];
  const metered = spans.map((span) => ({ span, meter: createMeter(sampleRate) }));
  let current = 0;
  let taken = 0;
  let total = 0;
  function take(samples: Int16Array): void {
    total += samples.length;
    let rest = samples;
    while (rest.length > 0) {
      const length = Math.round((excerpts[current]?.durationSeconds ?? Infinity) * sampleRate);
      const isLast = current === spans.length - 1;
      const mine = isLast ? rest : rest.subarray(0, length - taken);
      metered[current]?.meter.add(mine);
      taken += mine.length;
      rest = rest.subarray(mine.length);
      if (isLast || taken < length) continue;
      current += 1;
      taken = 0;
    }
  }
  const run = await ffmpeg(
    [
      ...movieInputArgs({ format: first.format, inputs: inputs.length }, toMono(channel), sampleRate),
      ...["-map", "0:a:0", "-c:a", "pcm_s16le", "-f", "s16le", pipeName(0)],
    ],
    signal,
    [createSampleReader(take)],
    inputs,
  );
  if (total === 0)
    throw new DiaristError("audio_unreadable", `The recording cannot be decoded: ${lastLine(run)}`);
  const expected = excerpts.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  if (spans.length > 1 && Math.abs(total / sampleRate - expected) > MOST_DRIFT_SECONDS) return undefined;
  return metered.map(({ span: { start }, meter }, index) => {
    const from = excerpts[index]?.startSeconds ?? start;
    const unsettled = Math.max(0, Math.round((start - from) / LEVEL_SECONDS));
    return meter.loudness(from + unsettled * LEVEL_SECONDS, unsettled);
  });
}
