import type { NoteTemplate } from "../../domain/note-template.js";
import type { Note } from "../../domain/note.js";
import type { ReadableTranscript } from "../../domain/transcript.js";

export interface NoteRequest {
  transcript: ReadableTranscript;
  /** When the recording was made, or else uploaded: what "yesterday" in it is counted from. ISO 8601. */
  recordedAt: string;
  /** The diary where it is absent. */
  template?: NoteTemplate | undefined;
  /** What whoever asks for the note adds, in their words. */
  instructions?: string | undefined;
  /** ISO 639-1 code of the language to write in; the transcript's where it is absent. */
  language?: string | undefined;
}

/** Writes a note about a transcript. */
export interface NoteWriter {
  /**
   * Throws DiaristError `language_*` or `note_without_speech`; a writer that can follow neither instructions nor a language
   * throws `language_model_required` where they are given. Aborting the signal ends the request.
   */
  write(request: NoteRequest, signal: AbortSignal): Promise<Note>;
}
