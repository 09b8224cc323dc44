import type { RecordingBytes } from "../port.js";
import type { ChainedRecording, DirectRecording, OpenDirectly, RawRecording } from "./port.js";
import { openFlac } from "./flac.js";
import { openMp4 } from "./mp4.js";
import { openMp3 } from "./mp3/mp3.js";
import { openOgg } from "./ogg.js";
import { openPcm } from "./pcm/pcm.js";
import { openWebm } from "./webm/webm.js";

export type ReadDirectly = DirectRecording | RawRecording | ChainedRecording;

type OpenAny = (...args: Parameters<OpenDirectly>) => Promise<ReadDirectly | undefined>;

/** All readers; each knows its own kind by the first bytes. */
const READERS: readonly OpenAny[] = [openMp4, openFlac, openOgg, openWebm, openPcm, openMp3];

/** Opens a recording without ffmpeg; undefined where only ffmpeg can. */
export async function openDirectly(
  recording: RecordingBytes,
  signal: AbortSignal,
): Promise<ReadDirectly | undefined> {
  for (const open of READERS) {
    const opened = await open(recording, signal);
    if (opened !== undefined) return opened;
  }
  return undefined;
}
