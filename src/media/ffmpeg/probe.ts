import type { AudioInfo } from "../../domain/audio.js";
import { DiaristError } from "../../domain/errors.js";
import { claimedSeconds } from "../claimed.js";
import type { RunFfmpeg } from "./ffmpeg-process.js";
import type { LocalFile } from "./input.js";
import type { PacketSummary } from "./packets.js";
import { openRecording, readPackets, type Recording } from "./recording.js";

/** Containers that know each packet's place: their last seconds are found without reading what is before them. */
const INDEXED = /^(?:mov|wav|w64|aiff|caf)/;
const TAIL_SECONDS = 5;
/** Where the header is right, the packets end there; priming and padding may be in or out. */
const HEADER_TOLERANCE_SECONDS = 0.15;

/**
 * What a recording is. Its length is that of its packets, which cannot lie as headers do: one pass over the file without
 * decoding, but for the first frame, which shows that the sound can be decoded at all. Of an indexed file the last packets
 * are enough, if they are where the header says.
 */
export async function probe(ffmpeg: RunFfmpeg, file: LocalFile, signal: AbortSignal): Promise<AudioInfo> {
  const recording = await openRecording(ffmpeg, file, signal);
  const packets =
    (await readTail(ffmpeg, recording, signal)) ?? (await readPackets(ffmpeg, recording, signal));
  const durationSeconds = packets.endSeconds - recording.heardFromSeconds;
  if (durationSeconds <= 0) throw new DiaristError("audio_empty", "The recording holds no sound data");
  return {
    durationSeconds,
    codec: packets.codec,
    container: recording.container,
    channels: packets.channels,
    sampleRate: packets.sampleRate,
    ...claimedSeconds(recording.claimedSeconds ?? 0, durationSeconds),
  };
}

/** Undefined where the header cannot be trusted. */
async function readTail(
  ffmpeg: RunFfmpeg,
  recording: Recording,
  signal: AbortSignal,
): Promise<PacketSummary | undefined> {
  const { claimedSeconds, container, options } = recording;
  if (claimedSeconds === undefined || claimedSeconds < 2 * TAIL_SECONDS) return undefined;
  if (!INDEXED.test(container) || options.length > 0) return undefined;
  const from = claimedSeconds - TAIL_SECONDS;
  const tail = await readPackets(ffmpeg, recording, signal, { from }).catch(() => undefined);
  signal.throwIfAborted();
  const isWhole =
    tail !== undefined && Math.abs(tail.endSeconds - claimedSeconds) <= HEADER_TOLERANCE_SECONDS;
  return isWhole ? tail : undefined;
}
