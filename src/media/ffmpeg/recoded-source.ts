import { join } from "node:path";
import { rm } from "node:fs/promises";
import { DiaristError } from "../../domain/errors.js";
import type { CutLimits, CutPiece, CutSource } from "../cut-source.js";
import { openPcm } from "../direct/pcm/pcm.js";
import { openDirectSource } from "../direct/source.js";
import { openLocalRecording } from "../local-recording.js";
import { gather } from "../piece-content.js";
import type { RunFfmpeg } from "./ffmpeg-process.js";
import { BARE_OUTPUT, inputArgs, movieInputArgs, seconds, toMono } from "./input.js";
import { RECODED_RATE } from "./piece-format.js";
import { lastLine, type Recording } from "./recording.js";

const FILL_GAPS = "aresample=async=1:first_pts=0:min_hard_comp=0.02";

/** Those that phones and Windows record in. Times in them only grow, and there is one stream of sound, without options. */
const STEADY_FORMATS = /^(?:amr|asf|mov)(?=,|$)/;

/*
 * A recording that has to be decoded anyhow is decoded once, into samples of Whisper's rate with silence where packets are
 * missing, so that they count the recording's time. From there on it is raw sound like any other. 24 hours of one channel
 * are 2.8 GB on the disk.
 */
export async function openRecoded(
  ffmpeg: RunFfmpeg,
  recording: Recording,
  limits: CutLimits,
  folder: string,
  signal: AbortSignal,
): Promise<CutSource> {
  const path = join(folder, "sound.w64");
  const run = await ffmpeg(
    [
      ...decoded(recording, limits.byChannel),
      ...["-c:a", "pcm_s16le", ...BARE_OUTPUT, "-f", "w64", "-y", `file:${path}`],
    ],
    signal,
  );
  // ffmpeg ends with an error where a file breaks off; what came before that is good.
  const unreadable = (): never => {
    throw new DiaristError("audio_unreadable", `The recording cannot be decoded: ${lastLine(run)}`);
  };
  const sound = await openLocalRecording(path).catch(unreadable);
  const raw = (await openPcm(sound)) ?? unreadable();

  const source = openDirectSource(ffmpeg, sound, raw, limits, signal);
  /** A time of the recording, in the samples' time. */
  const { zeroSeconds } = recording;
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
      return measured.map(({ startSeconds, levels }) => ({
        startSeconds: startSeconds - zeroSeconds,
        levels,
      }));
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function decoded(recording: Recording, byChannel: boolean): string[] {
  const { path, container, options, offsetSeconds } = recording;
  const [format] = STEADY_FORMATS.exec(container) ?? [];
  if (format !== undefined) {
    const onOurClock = `asetpts=PTS-${seconds(offsetSeconds)}/TB`;
    return movieInputArgs(
      { path, format },
      [onOurClock, FILL_GAPS, ...(byChannel ? [] : toMono())],
      RECODED_RATE,
    );
  }
  return [
    ...["-filter_threads", "1", ...inputArgs(path, options), "-map", "0:a:0", "-af", FILL_GAPS],
    ...[...(byChannel ? [] : ["-ac", "1"]), "-ar", String(RECODED_RATE)],
  ];
}
