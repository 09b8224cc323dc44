import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AudioInfo } from "../../src/domain/audio.js";
import { type DiaristError } from "../../src/domain/errors.js";
import type { Note } from "../../src/domain/note.js";
import type { Recognition } from "../../src/domain/transcript.js";
import type { CutSettings, MediaTools, PreparedChunk } from "../../src/media/port.js";
import type { NoteRequest, NoteWriter } from "../../src/providers/language/port.js";
import type { SpeechRecognizer, SpeechRequest } from "../../src/providers/speech/port.js";

const CHUNK_SECONDS = 300;

/** A recording of `chunks` pieces of five minutes. Each piece's audio is its index in words. */
export class ScriptedMedia implements MediaTools {
  chunks = 3;
  probeFailure: DiaristError | undefined;
  /** May wait or throw before a piece is cut. */
  beforePiece: (index: number, signal: AbortSignal) => Promise<void> | void = () => undefined;

  probe(): Promise<AudioInfo> {
    if (this.probeFailure !== undefined) return Promise.reject(this.probeFailure);
    return Promise.resolve({
      durationSeconds: this.chunks * CHUNK_SECONDS,
      codec: "pcm_s16le",
      container: "wav",
      channels: 1,
      sampleRate: 16_000,
    });
  }

  async *cut(
    _path: string,
    _info: AudioInfo,
    outputFolder: string,
    _settings: CutSettings,
    signal: AbortSignal,
  ): AsyncIterable<PreparedChunk> {
    await mkdir(outputFolder, { recursive: true });
    for (let index = 0; index < this.chunks; index++) {
      await this.beforePiece(index, signal);
      const path = join(outputFolder, `${String(index)}.wav`);
      await writeFile(path, `piece ${String(index)}`);
      const startSeconds = index * CHUNK_SECONDS;
      yield {
        index,
        startSeconds,
        endSeconds: startSeconds + CHUNK_SECONDS,
        audioStartSeconds: startSeconds,
        silences: [],
        path,
        extension: "wav",
      };
    }
  }
}

/** Hears the piece's own words, from the tenth to the hundredth second. `before` may wait or throw first. */
export class ScriptedSpeech implements SpeechRecognizer {
  readonly heard: string[] = [];
  aborted = 0;
  before: (request: SpeechRequest, signal: AbortSignal) => Promise<void> | void = () => undefined;

  settingsHash(): string {
    return "0123456789abcdef0123456789abcdef";
  }

  async transcribe(request: SpeechRequest, signal: AbortSignal): Promise<Recognition> {
    const text = Buffer.from(request.audio).toString();
    try {
      await this.before(request, signal);
    } catch (error) {
      if (signal.aborted) this.aborted += 1;
      throw error;
    }
    this.heard.push(text);
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
  before: (signal: AbortSignal) => Promise<void> | void = () => undefined;

  async write({ transcript, recordedAt }: NoteRequest, signal: AbortSignal): Promise<Note> {
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
