import { gather } from "../../piece-content.js";
import type { RecordingBytes } from "../../port.js";
import { AMR_FRAME_SECONDS, amrFrameLengths, SHORTEST_SPOKEN_BYTES, type AmrBand } from "../amr/frames.js";
import { amrSound } from "../amr/sound.js";
import { DRIFT_STRETCH_SECONDS, MOST_DRIFT_SECONDS } from "../drift.js";
import type { DirectRecording } from "../port.js";
import { countPresent, type Samples } from "./samples.js";
import { MP4_CONTAINER, type Track } from "./track.js";

/** A track whose samples are frames of AMR; undefined where one of them is a pause, or the track is not played to its end. */
export async function openAmrTrack(
  recording: RecordingBytes,
  band: AmrBand,
  { timescale, edits }: Pick<Track, "timescale" | "edits">,
  samples: Samples,
  startSeconds: number,
): Promise<DirectRecording | undefined> {
  const { timeline } = samples;
  const frameUnits = AMR_FRAME_SECONDS * timescale;
  const drift = timeline.mostDrift(frameUnits, DRIFT_STRETCH_SECONDS * timescale);
  const begin = Math.max(edits.from, timeline.timeOf(0));
  const end = timeline.timeOf(samples.count);
  const isPlayedToItsEnd = edits.to > end - frameUnits;
  const count = countPresent(samples, recording.sizeBytes);
  if (count === 0 || !isPlayedToItsEnd || drift > MOST_DRIFT_SECONDS * timescale) return undefined;

  const lengths = amrFrameLengths(band);
  for (const sample of [0, count >> 1]) {
    const frame = await gather(recording, samples.rangesOf(sample, sample + 1));
    if (lengths[frame[0] ?? 0] !== frame.length) return undefined;
  }
  let sizeBytes = 0;
  for (let sample = 0; sample < count; sample += 1) {
    const size = samples.sizeOf(sample);
    if (size < SHORTEST_SPOKEN_BYTES) return undefined;
    sizeBytes += size;
  }
  const secondsOf = (sample: number): number => startSeconds + (timeline.timeOf(sample) - begin) / timescale;
  const frames = {
    ...{ count, step: 1, sizeBytes, secondsOf },
    frameAt: (seconds: number) => timeline.packetAt((seconds - startSeconds) * timescale + begin),
    rangesOf: (first: number, next: number) => samples.rangesOf(first, next),
  };
  const claimedSeconds = count < samples.count ? { claimedSeconds: secondsOf(samples.count) } : {};
  return amrSound(recording, band, frames, { container: MP4_CONTAINER, ...claimedSeconds });
}
