import type { AudioInfo } from "../../../domain/audio.js";
import type { RecordingBytes } from "../../port.js";
import { AMR_FRAME_SECONDS, amrBand, amrFrameLengths, type AmrBand } from "./frames.js";

/** What an AMR file is; undefined for anything else, and for one whose frames do not follow each other. */
export async function probeAmr(
  recording: RecordingBytes,
  signal: AbortSignal,
): Promise<AudioInfo | undefined> {
  const band = amrBand(await recording.read(0, 16));
  if (band === undefined) return undefined;
  const frames = await countFrames(recording, band, signal);
  if (frames === undefined || frames === 0) return undefined;
  const { codec, sampleRate } = band;
  return { durationSeconds: frames * AMR_FRAME_SECONDS, codec, container: "amr", channels: 1, sampleRate };
}

/** A last frame that is not whole does not count. */
async function countFrames(
  recording: RecordingBytes,
  band: AmrBand,
  signal: AbortSignal,
): Promise<number | undefined> {
  const lengths = amrFrameLengths(band);
  let count = 0;
  /** Where the next frame begins, counted from the start of the bytes at hand. */
  let at = 0;
  for await (const bytes of recording.stream(band.magic.length)) {
    signal.throwIfAborted();
    while (at < bytes.length) {
      const length = lengths[bytes[at] ?? 0] ?? 0;
      if (length === 0) return undefined;
      count += 1;
      at += length;
    }
    at -= bytes.length;
  }
  return at === 0 ? count : count - 1;
}
