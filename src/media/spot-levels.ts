import type { AudioInfo } from "../domain/audio.js";
import type { DirectRecording, RawRecording } from "./direct/port.js";
import { measureExcerpts } from "./direct/measure.js";
import type { RunFfmpeg } from "./ffmpeg/ffmpeg-process.js";
import type { LocalFile } from "./ffmpeg/input.js";
import { localCopy } from "./ffmpeg/local-copy.js";
import { measureLoudness } from "./ffmpeg/measure.js";
import type { RecordingBytes, WantedSpan } from "./port.js";

/** A recording, or one of those that a file holds one after the other. */
interface Part extends Pick<LocalFile, "range"> {
  startSeconds: number;
  info: AudioInfo;
  /** Undefined where only ffmpeg can read it. */
  direct: DirectRecording | RawRecording | undefined;
}

/**
 * Levels of spans in order, in dB, without making the recording ready for cutting: in what only ffmpeg reads, times are as
 * exact as the file's own. A span ends with the part in which it begins.
 */
export async function spotLevels(
  ffmpeg: RunFfmpeg,
  recording: RecordingBytes,
  parts: readonly Part[],
  spans: readonly WantedSpan[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const measured: Float32Array[] = [];
  for (const { startSeconds, info, range, direct } of parts) {
    const endSeconds = startSeconds + info.durationSeconds;
    const own = spans
      .filter(({ start }) => start >= startSeconds && start < endSeconds)
      .map((span) => ({
        ...span,
        start: span.start - startSeconds,
        end: Math.min(span.end, endSeconds) - startSeconds,
      }));
    if (own.length === 0) continue;
    const loudness =
      direct === undefined
        ? await measureLoudness(
            ffmpeg,
            { path: await localCopy(recording, signal), range, shiftSeconds: 0, sampleRate: info.sampleRate },
            own,
            signal,
          )
        : await measureExcerpts(ffmpeg, direct, own, signal);
    measured.push(...loudness.map(({ levels }) => levels));
  }
  return measured;
}
