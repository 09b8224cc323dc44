import type { AudioInfo, SpeechFormats } from "../domain/audio.js";
import type { Loudness } from "../domain/cut-plan.js";
import { channelHeardAlone } from "./cancelling.js";
import { openChain, type Chain } from "./chain/chain.js";
import { openChainSource } from "./chain/source.js";
import type { CutLimits, CutSource } from "./cut-source.js";
import { probeAmr } from "./direct/amr/probe.js";
import type { DirectRecording, RawRecording } from "./direct/port.js";
import { openDirectly } from "./direct/readers.js";
import { openDirectSource } from "./direct/source.js";
import { createFfmpeg } from "./ffmpeg/ffmpeg-process.js";
import { localCopy } from "./ffmpeg/local-copy.js";
import { probe } from "./ffmpeg/probe.js";
import { openFfmpegSource } from "./ffmpeg/source.js";
import { hearing } from "./heard-channel.js";
import { planned, prepared } from "./planning.js";
import type { MediaTools, RecordingBytes } from "./port.js";
import { spotLevels } from "./spot-levels.js";

type Opened = DirectRecording | RawRecording | Chain | undefined;

export interface MediaToolsOptions {
  ffmpegPath: string;
  /** Bulkier audio is cut shorter or recoded. OpenAI's endpoint takes 25 MB, counted with the rest of the request. */
  maxPieceBytes?: number;
  /** `common` where it is not given. */
  formats?: SpeechFormats;
}

const MAX_PIECE_BYTES = 24_000_000;

/**
 * Reads and cuts recordings: the common containers by readers of our own, all others by the ffmpeg at `ffmpegPath` (5.1 and
 * newer), which needs a local copy of the recording.
 */
export function createMediaTools(options: MediaToolsOptions): MediaTools {
  const ffmpeg = createFfmpeg(options.ffmpegPath);
  // Reading the tables of a recording is most of what it costs; probing and cutting often meet the same one.
  const opened = new WeakMap<RecordingBytes, Opened>();

  async function open(recording: RecordingBytes, signal: AbortSignal): Promise<Opened> {
    if (!opened.has(recording)) {
      const read = await openDirectly(recording, signal, options.formats);
      const isChain = read !== undefined && "links" in read;
      opened.set(recording, isChain ? await openChain(ffmpeg, recording, read, signal) : read);
    }
    return opened.get(recording);
  }

  async function openSource(
    recording: RecordingBytes,
    info: AudioInfo,
    limits: CutLimits,
    signal: AbortSignal,
  ): Promise<CutSource> {
    const known = await open(recording, signal);
    if (known === undefined)
      return openFfmpegSource(ffmpeg, { path: await localCopy(recording, signal) }, info, limits, signal);
    return "links" in known
      ? openChainSource(ffmpeg, recording, known, limits, signal)
      : openDirectSource(ffmpeg, recording, known, limits, signal);
  }

  async function* withSource<T>(
    recording: RecordingBytes,
    info: AudioInfo,
    limits: Omit<CutLimits, "maxPieceBytes">,
    signal: AbortSignal,
    work: (source: CutSource) => AsyncIterable<T>,
  ): AsyncGenerator<T> {
    const { heardChannel } = info;
    const allLimits = {
      outputFolder: limits.outputFolder,
      byChannel: limits.byChannel || heardChannel !== undefined,
      maxPieceBytes: options.maxPieceBytes ?? MAX_PIECE_BYTES,
    };
    const source = hearing(heardChannel, await openSource(recording, info, allLimits, signal));
    try {
      yield* work(source);
    } finally {
      await source.close();
    }
  }

  return {
    async probe(recording, signal) {
      const known = await open(recording, signal);
      const info =
        known?.info ??
        (await probeAmr(recording, signal)) ??
        (await probe(ffmpeg, { path: await localCopy(recording, signal) }, signal));
      const parts =
        known !== undefined && "links" in known ? known.links : [{ startSeconds: 0, info, direct: known }];
      const heardChannel = await channelHeardAlone(info, (spans) =>
        spotLevels(ffmpeg, recording, parts, spans, signal),
      );
      return { ...info, ...(heardChannel === undefined ? {} : { heardChannel }) };
    },
    cut(recording, info, settings, signal) {
      const byChannel = settings.speakers === "by_channel";
      return withSource(
        recording,
        info,
        { outputFolder: settings.outputFolder, byChannel },
        signal,
        (source) => planned(source, info, settings),
      );
    },
    cutPieces(recording, info, pieces, { outputFolder }, signal) {
      const byChannel = pieces.some(({ channel }) => channel !== undefined);
      return withSource(recording, info, { outputFolder, byChannel }, signal, (source) =>
        prepared(source.cut(pieces)),
      );
    },
    async measure(recording, info, spans, { outputFolder }, signal) {
      const byChannel = spans.some(({ channel }) => channel !== undefined);
      const measured: Loudness[] = [];
      const work = withSource(recording, info, { outputFolder, byChannel }, signal, async function* (source) {
        yield* await source.measure(spans);
      });
      for await (const loudness of work) measured.push(loudness);
      return measured;
    },
  };
}
