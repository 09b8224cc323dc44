import { LEVEL_SECONDS, type Loudness } from "../../domain/cut-plan.js";
import { createMeter, createSampleReader } from "../loudness.js";
import type { WantedSpan } from "../port.js";
import type { IndexedFile } from "./source.js";
import { pipeName, type RunFfmpeg } from "./ffmpeg-process.js";
import { channelFilter, inputArgs, seconds, type LocalFile } from "./input.js";

/** Decoders entered in the middle of a stream are silent or wrong at first; that must not pass for a pause. */
export const SETTLING_SECONDS = 0.5;

/** Decodes only the given spans of the recording, in one process, and measures how loud they are. */
export async function measureLoudness(
  ffmpeg: RunFfmpeg,
  source: LocalFile & Pick<IndexedFile, "shiftSeconds" | "sampleRate">,
  spans: readonly WantedSpan[],
  signal: AbortSignal,
): Promise<Loudness[]> {
  const windows = spans.map(({ start, end, channel }) => {
    const from = Math.max(0, start - source.shiftSeconds - SETTLING_SECONDS);
    const to = Math.max(from, end - source.shiftSeconds);
    return {
      startSeconds: start,
      channel,
      input: inputArgs(source, ["-ss", seconds(from), "-t", seconds(to - from)]),
      unsettledLevels: Math.max(0, Math.round((start - source.shiftSeconds - from) / LEVEL_SECONDS)),
      meter: createMeter(source.sampleRate),
    };
  });
  const format = ["-ac", "1", "-ar", String(source.sampleRate), "-c:a", "pcm_s16le", "-f", "s16le"];
  await ffmpeg(
    [
      "-filter_threads",
      "1",
      ...windows.flatMap(({ input }) => input),
      ...windows.flatMap(({ channel }, index) => [
        ...["-map", `${String(index)}:a:0`, ...channelFilter(channel)],
        ...[...format, pipeName(index)],
      ]),
    ],
    signal,
    windows.map(({ meter }) => createSampleReader((samples) => meter.add(samples))),
  );
  return windows.map(({ startSeconds, unsettledLevels, meter }) =>
    meter.loudness(startSeconds, unsettledLevels),
  );
}
