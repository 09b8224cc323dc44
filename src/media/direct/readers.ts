import type { RecordingBytes } from "../port.js";
import type { DirectRecording, OpenDirectly, RawRecording } from "./port.js";
import { openFlac } from "./flac.js";
import { openMp4 } from "./mp4.js";
import { openMp3 } from "./mp3/mp3.js";
import { openOgg } from "./ogg.js";
import { openPcm } from "./pcm/pcm.js";
import { openWebm } from "./webm/webm.js";

type OpenAny = (...args: Parameters<OpenDirectly>) => Promise<DirectRecording | RawRecording | undefined>;

/** All readers; each knows its own kind by the first bytes. */
const READERS: readonly OpenAny[] = [openMp4, openFlac, openOgg, openWebm, openPcm, openMp3];

/** Opens a recording without ffmpeg; undefined where only ffmpeg can. */
export async function openDirectly(
  recording: RecordingBytes,
  signal: AbortSignal,
): Promise<DirectRecording | RawRecording | undefined> {
  for (const open of READERS) {
    const opened = await open(recording, signal);
    if (opened !== undefined) return opened;
  }
  return undefined;
}
