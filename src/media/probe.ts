import type { AudioInfo } from "../domain/audio.js";
import { DiaristError } from "../domain/errors.js";
import type { RunFfmpeg } from "./ffmpeg-process.js";
import { openRecording, readPackets } from "./recording.js";

/**
 * What a recording is. Its length is that of its packets, which cannot lie as headers do: one pass over the file without
 * decoding, but for the first frame, which shows that the sound can be decoded at all.
 */
export async function probe(ffmpeg: RunFfmpeg, path: string, signal: AbortSignal): Promise<AudioInfo> {
  const recording = await openRecording(ffmpeg, path, signal);
  const packets = await readPackets(ffmpeg, recording, signal);
  const durationSeconds = packets.endSeconds - recording.zeroSeconds;
  if (durationSeconds <= 0) throw new DiaristError("audio_empty", "The recording holds no sound data");
  return {
    durationSeconds,
    codec: packets.codec,
    container: recording.container,
    channels: packets.channels,
    sampleRate: packets.sampleRate,
  };
}
