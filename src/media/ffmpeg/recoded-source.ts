import { join } from "node:path";
import { rm } from "node:fs/promises";
import type { AudioInfo } from "../../domain/audio.js";
import { DiaristError } from "../../domain/errors.js";
import type { CutLimits, CutPiece, CutSource } from "../cut-source.js";
import { openPcm } from "../direct/pcm/pcm.js";
import type { RawRecording } from "../direct/port.js";
import { openDirectSource } from "../direct/source.js";
import { openLocalRecording } from "../local-recording.js";
import { gather } from "../piece-content.js";
import type { RecordingBytes } from "../port.js";
import type { RunFfmpeg } from "./ffmpeg-process.js";
import { BARE_OUTPUT, inputArgs, movieInputArgs, seconds, toMono } from "./input.js";
import { RECODED_RATE } from "./piece-format.js";
import { lastLine, type Recording } from "./recording.js";

const FILL_GAPS = "async=1:first_pts=0:min_hard_comp=0.02";
/** Half of the usual: what it lets through above 8 kHz no engine hears. */
const RESAMPLER_TAPS = 16;
/** Packets that a decoder keeps for itself at the end are shorter. */
const MOST_MISSING_SECONDS = 0.1;

/** Those that phones and Windows record in. Times in them only grow, and there is one stream of sound, without options. */
const STEADY_FORMATS = /^(?:amr|asf|mov)(?=,|$)/;

/** The samples as the file that they are in. */
interface Decoded {
  sound: RecordingBytes;
  raw: RawRecording;
}

/*
 * A recording that has to be decoded anyhow is decoded once, into samples of Whisper's rate or of its own lower one, with silence
 * where packets are missing, so that they count the recording's time. From there on it is raw sound like any other. 24 hours
 * of one channel are 2.8 GB on the disk.
 *
 * The cheap way to decode ends at the first packet that cannot be decoded. Where it gave less than there is, damage or what a
 * decoder does not know (pauses in AMR), the dear way, which goes on, is taken as well.
 */
export async function openRecoded(
  ffmpeg: RunFfmpeg,
  recording: Recording,
  info: AudioInfo,
  limits: CutLimits,
  folder: string,
  signal: AbortSignal,
): Promise<CutSource> {
  const path = join(folder, "sound.w64");
  const { zeroSeconds } = recording;
  const rate = Math.min(RECODED_RATE, info.sampleRate);
  const lengthSeconds = info.durationSeconds + zeroSeconds;
  async function decode(args: readonly string[]): Promise<Decoded> {
    const output = ["-c:a", "pcm_s16le", ...BARE_OUTPUT, "-f", "w64", "-y", `file:${path}`];
    const run = await ffmpeg([...args, ...output], signal);
    // ffmpeg ends with an error where a file breaks off; what came before that is good.
    const sound = await openLocalRecording(path).catch(() => undefined);
    const raw = sound && (await openPcm(sound));
    if (sound === undefined || raw === undefined)
      throw new DiaristError("audio_unreadable", `The recording cannot be decoded: ${lastLine(run)}`);
    return { sound, raw };
  }
  async function decodeCheaply(args: readonly string[]): Promise<Decoded | undefined> {
    const decoded = await decode(args).catch((error: unknown) => {
      if (error instanceof DiaristError && error.code === "audio_unreadable") return undefined;
      throw error;
    });
    const missingSeconds = lengthSeconds - (decoded?.raw.info.durationSeconds ?? 0);
    return missingSeconds > MOST_MISSING_SECONDS ? undefined : decoded;
  }
  const cheaply = cheapArgs(recording, limits.byChannel, rate);
  const { sound, raw } =
    (cheaply && (await decodeCheaply(cheaply))) ??
    (await decode(dearArgs(recording, lengthSeconds, limits.byChannel, rate)));

  const source = openDirectSource(ffmpeg, sound, raw, limits, signal);
  async function* cut(pieces: Parameters<CutSource["cut"]>[0]): AsyncGenerator<CutPiece> {
    for (const wanted of pieces) {
      const { audioStart, audioEnd } = wanted;
      const shifted = { ...wanted, audioStart: audioStart + zeroSeconds, audioEnd: audioEnd + zeroSeconds };
      for await (const { content, audioStartSeconds, extension } of source.cut([shifted]))
        yield {
          wanted,
          // The file is gone when the piece is sent.
          content: [{ bytes: await gather(sound, content) }],
          extension,
          audioStartSeconds: audioStartSeconds - zeroSeconds,
        };
    }
  }
  return {
    longestPieceSeconds: source.longestPieceSeconds,
    cut,
    async measure(spans) {
      const measured = await source.measure(
        spans.map((span) => ({ ...span, start: span.start + zeroSeconds, end: span.end + zeroSeconds })),
      );
      return measured.map((loudness) => ({
        ...loudness,
        startSeconds: loudness.startSeconds - zeroSeconds,
      }));
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Undefined where times may jump, or more than one stream may be meant. */
function cheapArgs(recording: Recording, byChannel: boolean, rate: number): string[] | undefined {
  const { file, container, offsetSeconds } = recording;
  const [format] = STEADY_FORMATS.exec(container) ?? [];
  if (format === undefined) return undefined;
  const onOurClock = `asetpts=PTS-${seconds(offsetSeconds)}/TB`;
  const resampled = `aresample=${String(rate)}:${FILL_GAPS}:filter_size=${String(RESAMPLER_TAPS)}`;
  return movieInputArgs({ file, format }, [onOurClock, ...(byChannel ? [] : toMono()), resampled], rate);
}

/** As long as its packets, whatever of the last of them can be decoded. */
function dearArgs(
  { file, options }: Recording,
  lengthSeconds: number,
  byChannel: boolean,
  rate: number,
): string[] {
  const filled = `aresample=${FILL_GAPS},apad=whole_dur=${seconds(lengthSeconds)}`;
  return [
    ...["-filter_threads", "1", ...inputArgs(file, options), "-map", "0:a:0", "-af", filled],
    ...[...(byChannel ? [] : ["-ac", "1"]), "-ar", String(rate)],
  ];
}
