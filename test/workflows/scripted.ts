import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { AudioInfo } from "../../src/domain/audio.js";
import { type DiaristError } from "../../src/domain/errors.js";
import type { Note } from "../../src/domain/note.js";
import type { Recognition } from "../../src/domain/transcript.js";
import { LEVEL_SECONDS, QUIETEST_DB, type Loudness } from "../../src/domain/cut-plan.js";
import type { Span } from "../../src/domain/spans.js";
import type {
  CutSettings,
  MediaTools,
  PieceSettings,
  PreparedChunk,
  RecordingBytes,
  WantedPiece,
  WantedSpan,
} from "../../src/media/port.js";
import type { NoteRequest, NoteWriter } from "../../src/providers/language/port.js";
import type { SpeechRecognizer, SpeechRequest } from "../../src/providers/speech/port.js";

const CHUNK_SECONDS = 300;

/** A recording of `chunks` pieces of five minutes. Each piece's audio is its index in words. */
export class ScriptedMedia implements MediaTools {
  chunks = 3;
  /** Each is a piece by itself where there are several. */
  channels = 1;
  probeFailure: DiaristError | undefined;
  /** Where there is sound like speech. */
  speechAt: Span = { start: 0, end: 0 };
  /** How loud each channel is; undefined: as speech sounds, or silent. */
  channelDb: number[] | undefined;
  /** May wait or throw before a piece is cut. */
  beforePiece: (index: number, signal: AbortSignal) => Promise<void> | void = () => undefined;

  probe(): Promise<AudioInfo> {
    if (this.probeFailure !== undefined) return Promise.reject(this.probeFailure);
    return Promise.resolve({
      durationSeconds: this.chunks * CHUNK_SECONDS,
      codec: "pcm_s16le",
      container: "wav",
      channels: this.channels,
      sampleRate: 16_000,
    });
  }

  async *cut(
    _recording: RecordingBytes,
    _info: AudioInfo,
    _settings: CutSettings,
    signal: AbortSignal,
  ): AsyncIterable<PreparedChunk> {
    for (let index = 0; index < this.chunks * this.channels; index++) {
      await this.beforePiece(index, signal);
      const start = Math.floor(index / this.channels) * CHUNK_SECONDS;
      const channel = this.channels > 1 ? index % this.channels : undefined;
      yield pieceOf({ index, channel, start, end: start + CHUNK_SECONDS, audioStart: start });
    }
  }

  async *cutPieces(
    _recording: RecordingBytes,
    _info: AudioInfo,
    pieces: readonly WantedPiece[],
    _settings: PieceSettings,
    signal: AbortSignal,
  ): AsyncIterable<PreparedChunk> {
    for (const piece of pieces) {
      await this.beforePiece(piece.index, signal);
      yield pieceOf(piece);
    }
  }

  measure(_recording: RecordingBytes, _info: AudioInfo, spans: readonly WantedSpan[]): Promise<Loudness[]> {
    return Promise.resolve(
      spans.map((span) => ({
        startSeconds: span.start,
        levels: this.#levelsOf(span),
        brightness: brightnessOf(span),
      })),
    );
  }

  #levelsOf(span: WantedSpan): Float32Array {
    const levels = levelsOf(span, this.speechAt);
    const db = this.channelDb?.[span.channel ?? 0];
    return db === undefined ? levels : levels.fill(db);
  }
}

function pieceOf(piece: Omit<WantedPiece, "audioEnd">): PreparedChunk {
  return {
    index: piece.index,
    startSeconds: piece.start,
    endSeconds: piece.end,
    audioStartSeconds: piece.audioStart,
    ...(piece.channel === undefined ? {} : { channel: piece.channel }),
    content: [{ bytes: Buffer.from(`piece ${String(piece.index)}`) }],
    extension: "wav",
  };
}

/** Of the syllables, some two to four a second, at no even distance: what keeps time is music. */
function syllable(seconds: number): number {
  const turns = 3 * seconds + 0.4 * Math.sin(1.5 * seconds) + 0.3 * Math.sin(2.3 * seconds);
  return Math.sin(2 * Math.PI * turns);
}

/** Silence, and where there is speech syllables, some louder than others. */
function levelsOf({ start, end }: Span, speech: Span): Float32Array {
  const length = Math.round((end - start) / LEVEL_SECONDS);
  return Float32Array.from({ length }, (_, index) => {
    const seconds = start + index * LEVEL_SECONDS;
    if (seconds < speech.start || seconds >= speech.end) return QUIETEST_DB;
    return -40 + 4 * Math.sin(1.9 * seconds) + 10 * syllable(seconds);
  });
}

/** Of a mouth that opens and closes with the syllables, in hertz. */
function brightnessOf({ start, end }: Span): Float32Array {
  const length = Math.round((end - start) / LEVEL_SECONDS);
  return Float32Array.from({ length }, (_, index) => 700 * 2 ** syllable(start + index * LEVEL_SECONDS));
}

/** What a piece's audio holds is text, which the hooks get as it was sent. */
type HeardRequest = SpeechRequest & { text: string };

/** Hears the piece's own words, from the tenth to the hundredth second. `before` may wait or throw first. */
export class ScriptedSpeech implements SpeechRecognizer {
  readonly heard: string[] = [];
  aborted = 0;
  before: (request: HeardRequest, signal: AbortSignal) => Promise<void> | void = () => undefined;

  /** What is heard instead, if anything. */
  answer: (request: HeardRequest) => Recognition | undefined = () => undefined;

  settingsHash(settings: Parameters<SpeechRecognizer["settingsHash"]>[0]): string {
    return createHash("sha256").update(JSON.stringify(settings)).digest("hex");
  }

  async transcribe(request: SpeechRequest, signal: AbortSignal): Promise<Recognition> {
    const text = Buffer.concat(await Readable.from(request.audio.read()).toArray()).toString();
    try {
      await this.before({ ...request, text }, signal);
    } catch (error) {
      if (signal.aborted) this.aborted += 1;
      throw error;
    }
    this.heard.push(text);
    const answer = this.answer({ ...request, text });
    if (answer !== undefined) return structuredClone(answer);
    const [first = "", second = ""] = text.split(" ");
    return {
      language: "en",
      durationSeconds: CHUNK_SECONDS,
      engine: { model: "scripted", timing: "word" },
      segments: [
        {
          id: 0,
          start: 10,
          end: 100,
          text,
          words: [
            { word: ` ${first}`, start: 10, end: 20 },
            { word: ` ${second}`, start: 90, end: 100 },
          ],
        },
      ],
    };
  }

  check(): Promise<void> {
    return Promise.resolve();
  }
}

/** Writes the shortest valid note, or fails as told. */
export class ScriptedWriter implements NoteWriter {
  failure: DiaristError | undefined;
  written = 0;
  /** What each note was to be. */
  readonly asked: Omit<NoteRequest, "transcript">[] = [];
  before: (signal: AbortSignal) => Promise<void> | void = () => undefined;

  async write({ transcript, ...asked }: NoteRequest, signal: AbortSignal): Promise<Note> {
    const { recordedAt } = asked;
    this.asked.push(asked);
    await this.before(signal);
    if (this.failure !== undefined) throw this.failure;
    this.written += 1;
    const entry = { text: transcript.text, evidence: [{ start: 10, end: 20, quote: "piece" }] };
    return {
      date: recordedAt.slice(0, 10),
      title: "A note",
      mood: entry,
      keyEvents: [entry],
      reflections: [],
      tags: [],
      language: transcript.language,
      writer: { kind: "extractive" },
    };
  }
}
