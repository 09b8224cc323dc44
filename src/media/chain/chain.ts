import type { AudioInfo } from "../../domain/audio.js";
import { DiaristError, type ErrorCode } from "../../domain/errors.js";
import type { ChainedRecording, DirectLink } from "../direct/port.js";
import type { RunFfmpeg } from "../ffmpeg/ffmpeg-process.js";
import { localCopy } from "../ffmpeg/local-copy.js";
import { probe } from "../ffmpeg/probe.js";
import type { RecordingBytes } from "../port.js";

/** One of the recordings that a file holds one after the other, each with what it is and when it begins. */
export interface Link {
  startSeconds: number;
  info: AudioInfo;
  range: { from: number; to: number };
  /** Undefined where only ffmpeg can read it. */
  direct: DirectLink["direct"];
}

export interface Chain {
  info: AudioInfo;
  /** In order, at least one; those without sound are left out. */
  links: Link[];
}

/** Says something of a link, and not of the machine. */
const OF_THE_LINK: readonly ErrorCode[] = ["audio_empty", "audio_unreadable", "not_audio"];

/**
 * Finds out what each link is. One that cannot be read ends the chain, which then claims to be longer: nobody knows when
 * those behind it begin. Throws what `MediaTools.probe` does where no link has sound.
 */
export async function openChain(
  ffmpeg: RunFfmpeg,
  recording: RecordingBytes,
  chained: ChainedRecording,
  signal: AbortSignal,
): Promise<Chain> {
  const links: Link[] = [];
  let durationSeconds = 0;
  let claimedSeconds = 0;
  let failure: unknown;
  for (const { from, to, direct } of chained.links) {
    signal.throwIfAborted();
    const range = { from, to };
    try {
      const info =
        direct?.info ?? (await probe(ffmpeg, { path: await localCopy(recording, signal), range }, signal));
      links.push({ startSeconds: durationSeconds, info, range, direct });
      durationSeconds += info.durationSeconds;
      claimedSeconds += info.claimedSeconds ?? info.durationSeconds;
    } catch (error) {
      if (!(error instanceof DiaristError && OF_THE_LINK.includes(error.code))) throw error;
      failure = error;
      if (error.code === "audio_empty") continue;
      // As long as its share of the bytes.
      claimedSeconds *= recording.sizeBytes / from;
      break;
    }
  }
  const [first] = links;
  if (first === undefined) throw failure;
  const { channels } = first.info;
  return {
    info: {
      durationSeconds,
      codec: first.info.codec,
      container: first.info.container,
      // Channels that come and go are nobody's own.
      channels: links.every((link) => link.info.channels === channels) ? channels : 1,
      sampleRate: Math.max(...links.map((link) => link.info.sampleRate)),
      ...(claimedSeconds > durationSeconds ? { claimedSeconds } : {}),
    },
    links,
  };
}
