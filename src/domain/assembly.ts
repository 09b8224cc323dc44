import { computeCoverage } from "./coverage.js";
import { withoutCrosstalk, withoutForeign, type Crosstalk } from "./crosstalk.js";
import { HeardChannel } from "./heard-channel.js";
import { mainLanguage, type SpokenLanguage } from "./language.js";
import { SegmentsInJson } from "./segments-in-json.js";
import { roundMs, type Span } from "./spans.js";
import type { PieceSpan } from "./stitching.js";
import type { BrokenOff, Engine, Missing, Recognition, Segment, Timing, Transcript } from "./transcript.js";
import { spokenSeconds } from "./wordless.js";

/** A piece of the recording, or of one of its channels where each is transcribed by itself. */
export interface ChannelPiece extends PieceSpan {
  channel?: number | undefined;
}

/** All that is known about a recording when its pieces have been heard, but for what was heard in them. */
export interface Heard<P extends ChannelPiece> {
  durationSeconds: number;
  pieces: readonly P[];
  /** Places that were listened to once more, because there was sound like speech and no word; they count there. */
  again: readonly P[];
  /** What could not be transcribed at all. */
  missing: readonly ChannelMissing[];
  /** Where channels have each other's speech, which is left out of them. */
  crosstalk?: readonly Crosstalk[] | undefined;
  brokenOff?: BrokenOff | undefined;
}

export interface ChannelMissing extends Span {
  reason: string;
  channel?: number | undefined;
}

/** A transcript, its segments in JSON. */
export interface Assembled {
  transcript: Omit<Transcript, "segments">;
  /** All of it, in pieces of any length. */
  json: () => Generator<string>;
}

interface Channel<P extends ChannelPiece> {
  number: number | undefined;
  heard: HeardChannel<P>;
  crosstalk: readonly Span[];
}

/** What counts of a recognition beside its segments. */
interface Summary extends SpokenLanguage {
  engine: Engine;
  removed: number;
}

/** From finest to coarsest: a transcript promises no finer times than its coarsest piece has. */
const TIMINGS: readonly Timing[] = ["word", "segment", "none"];

/**
 * Makes the transcript of a recording from what was heard in its pieces, given one after the other: however long the
 * recording is, the words of few pieces are in memory at a time.
 */
export class Assembly<P extends ChannelPiece> {
  readonly #channels: Channel<P>[];
  readonly #summaries = new Map<P, Summary>();
  readonly #segments = new SegmentsInJson();

  constructor(private readonly heard: Heard<P>) {
    const { pieces, again, crosstalk = [] } = heard;
    this.#channels = [...new Set([...pieces, ...again].map(({ channel }) => channel))].map((number) => {
      const isOfChannel = ({ channel }: P): boolean => channel === number;
      return {
        number,
        heard: new HeardChannel(pieces.filter(isOfChannel), again.filter(isOfChannel)),
        crosstalk: crosstalk.filter(({ channel }) => channel === number),
      };
    });
  }

  /** Takes in what was heard in each piece, read when its turn comes. */
  async hear(read: (piece: P) => Promise<Recognition>): Promise<this> {
    for (const channel of this.#channels) {
      for (const piece of channel.heard.order) {
        const recognition = withoutCrosstalk(await read(piece), piece.audioStartSeconds, channel.crosstalk);
        this.#summaries.set(piece, summaryOf(recognition));
        this.#add(channel, channel.heard.take(piece, withLanguages(recognition)));
      }
      this.#add(channel, channel.heard.end());
    }
    this.#segments.sort();
    return this;
  }

  /** What the transcript declares missing, by channel. */
  missing(): ChannelMissing[] {
    const notUnderstood = this.#channels.flatMap(({ number: channel, heard }) =>
      heard.notUnderstood().map(({ start, end }) => ({
        ...{ start, end, reason: "not_understood" },
        ...(channel === undefined ? {} : { channel }),
      })),
    );
    const { missing, crosstalk = [] } = this.heard;
    return [...missing, ...withoutForeign(notUnderstood, crosstalk)];
  }

  finish(): Assembled {
    const { durationSeconds, pieces, again, brokenOff } = this.heard;
    const summaries = [...pieces, ...again].flatMap((piece) => this.#summaries.get(piece) ?? []);
    const removed = summaries.reduce((sum, summary) => sum + summary.removed, 0);
    const head = {
      language: mainLanguage(summaries),
      durationSeconds: roundMs(durationSeconds),
      text: this.#segments.text,
    };
    const tail = {
      coverage: computeCoverage(durationSeconds, this.#segments.spans, this.missing().map(withSpeaker)),
      ...(brokenOff === undefined ? {} : { brokenOff }),
      ...(removed === 0 ? {} : { removedSegments: removed }),
      engine: commonEngine(summaries.map(({ engine }) => engine)),
    };
    const segments = this.#segments;
    return {
      transcript: { ...head, ...tail },
      *json() {
        yield `${JSON.stringify(head).slice(0, -1)},"segments":[`;
        yield* segments.json(head.language);
        yield `],${JSON.stringify(tail).slice(1)}`;
      },
    };
  }

  #add({ number }: Channel<P>, segments: readonly Segment[]): void {
    for (const segment of segments)
      this.#segments.add(number === undefined ? segment : { ...segment, speaker: speakerOf(number) });
  }
}

function summaryOf(recognition: Recognition): Summary {
  const { language, engine, removed = 0 } = recognition;
  return { language, spokenSeconds: spokenSeconds(recognition), engine, removed };
}

function withSpeaker({ channel, ...lost }: ChannelMissing): Missing {
  return channel === undefined ? lost : { ...lost, speaker: speakerOf(channel) };
}

/** The speaker of a channel, for people: channels are counted from zero. */
function speakerOf(channel: number): string {
  return `Speaker ${String(channel + 1)}`;
}

/** Each segment knows its language: the engine's word for it, or else that of its piece. */
function withLanguages(recognition: Recognition): Recognition {
  const { language } = recognition;
  return { ...recognition, segments: recognition.segments.map((segment) => ({ language, ...segment })) };
}

function commonEngine(engines: readonly Engine[]): Engine {
  const models = new Set(engines.map((engine) => engine.model));
  const coarsest = Math.max(0, ...engines.map((engine) => TIMINGS.indexOf(engine.timing)));
  return { model: [...models].join(", "), timing: TIMINGS[coarsest] ?? "none" };
}
