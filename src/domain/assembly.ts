import { computeCoverage } from "./coverage.js";
import { mainLanguage } from "./language.js";
import { clamp, roundMs, subtract, type Span } from "./spans.js";
import { stitch, type Piece } from "./stitching.js";
import type { BrokenOff, Engine, Missing, Segment, Timing, Transcript } from "./transcript.js";
import { heardSpans, noticedSpans, spokenSeconds, wordlessSpans } from "./wordless.js";

/** A piece of the recording, or of one of its channels where each is transcribed by itself. */
export interface ChannelPiece extends Piece {
  channel?: number | undefined;
}

/** All that is known about a recording when its pieces have been heard. */
export interface Heard {
  durationSeconds: number;
  pieces: readonly ChannelPiece[];
  /** Places that were listened to once more, because there was sound like speech and no word; they count there. */
  again: readonly ChannelPiece[];
  /** What could not be transcribed at all. */
  missing: readonly ChannelMissing[];
  brokenOff?: BrokenOff | undefined;
}

export interface ChannelMissing extends Span {
  reason: string;
  channel?: number | undefined;
}

/** From finest to coarsest: a transcript promises no finer times than its coarsest piece has. */
const TIMINGS: readonly Timing[] = ["word", "segment", "none"];

/** What is shorter holds no word; it is the rim of one. */
const LEAST_MISSING_SECONDS = 0.3;

/** Makes the transcript of a recording from what was heard in its pieces and which spans could not be heard. */
export function assemble(heard: Heard): Transcript {
  const { durationSeconds, pieces, again, missing, brokenOff } = heard;
  const recognitions = [...pieces, ...again].map(({ recognition }) => recognition);
  const language = mainLanguage(
    recognitions.map((recognition) => ({
      language: recognition.language,
      spokenSeconds: spokenSeconds(recognition),
    })),
  );
  const channels = hearChannels(heard);
  const segments = channels
    .flatMap((channel) => channel.segments)
    .sort((a, b) => a.start - b.start)
    .map((segment, id) => ({ ...forgetLanguage(segment, language), id }));
  const lost = [...missing, ...channels.flatMap((channel) => channel.notUnderstood)];
  const removed = recognitions.reduce((sum, recognition) => sum + (recognition.removed ?? 0), 0);
  return {
    language,
    durationSeconds: roundMs(durationSeconds),
    text: segments.map((segment) => segment.text.trim()).join(" "),
    segments,
    coverage: computeCoverage(durationSeconds, segments, lost.map(withSpeaker)),
    ...(brokenOff === undefined ? {} : { brokenOff }),
    ...(removed === 0 ? {} : { removedSegments: removed }),
    engine: commonEngine(recognitions.map((recognition) => recognition.engine)),
  };
}

/** What a transcript of this would declare missing, by channel. */
export function missingIn(heard: Heard): ChannelMissing[] {
  return [...heard.missing, ...hearChannels(heard).flatMap((channel) => channel.notUnderstood)];
}

interface HeardChannel {
  segments: Segment[];
  notUnderstood: ChannelMissing[];
}

function hearChannels({ pieces, again }: Heard): HeardChannel[] {
  return [...new Set([...pieces, ...again].map(({ channel }) => channel))].map((channel) => {
    const ofChannel = pieces.filter((piece) => piece.channel === channel).map(withLanguages);
    const later = again.filter((piece) => piece.channel === channel).map(withLanguages);
    const segments = stitch(ofChannel, later);
    return {
      segments:
        channel === undefined
          ? segments
          : segments.map((segment) => ({ ...segment, speaker: speakerOf(channel) })),
      notUnderstood: unheard(ofChannel, later, segments).map(({ start, end }) => ({
        ...{ start, end, reason: "not_understood" },
        ...(channel === undefined ? {} : { channel }),
      })),
    };
  });
}

function withSpeaker({ channel, ...lost }: ChannelMissing): Missing {
  return channel === undefined ? lost : { ...lost, speaker: speakerOf(channel) };
}

/** The speaker of a channel, for people: channels are counted from zero. */
function speakerOf(channel: number): string {
  return `Speaker ${String(channel + 1)}`;
}

/**
 * Speech of which no word was understood: what an engine noticed and no neighbour's overlapping audio made up for, and
 * what was listened to once more in vain.
 */
function unheard(pieces: readonly Piece[], again: readonly Piece[], segments: readonly Segment[]): Span[] {
  const spans = again.map(({ startSeconds, endSeconds }) => ({ start: startSeconds, end: endSeconds }));
  const heard = heardSpans(segments);
  const noticed = pieces.flatMap((piece) => noticedSpans(piece, piece.recognition));
  const inVain = again.flatMap((piece, index) => {
    const { silentOrMissed, noticed: stillNoticed } = wordlessSpans(piece, piece.recognition);
    const span = { start: piece.startSeconds, end: piece.endSeconds };
    const wordless = clamp(heard, span).length === 0 ? [span] : [...silentOrMissed, ...stillNoticed];
    return subtract(wordless, spans.slice(index + 1));
  });
  return [...subtract(noticed, spans), ...inVain]
    .flatMap((span) => subtract([span], heard))
    .filter((span) => span.end - span.start >= LEAST_MISSING_SECONDS);
}

/** Each segment knows its language: the engine's word for it, or else that of its piece. */
function withLanguages(piece: ChannelPiece): Piece {
  const { recognition } = piece;
  const segments = recognition.segments.map((segment) => ({ language: recognition.language, ...segment }));
  return { ...piece, recognition: { ...recognition, segments } };
}

/** Only what is not in the recording's language says so. */
function forgetLanguage({ language, ...segment }: Segment, usual: string): Segment {
  return language === undefined || language === usual ? segment : { ...segment, language };
}

function commonEngine(engines: readonly Engine[]): Engine {
  const models = new Set(engines.map((engine) => engine.model));
  const coarsest = Math.max(0, ...engines.map((engine) => TIMINGS.indexOf(engine.timing)));
  return { model: [...models].join(", "), timing: TIMINGS[coarsest] ?? "none" };
}
