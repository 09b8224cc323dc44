import type { Note } from "../../domain/note.js";
import type { Transcript } from "../../domain/transcript.js";

export interface NoteRequest {
  transcript: Transcript;
  /** When the recording was made, or else uploaded: what "yesterday" in it is counted from. ISO 8601. */
  recordedAt: string;
}

/** Writes a diary note about a transcript. */
export interface NoteWriter {
  /** Throws DiaristError `language_*` or `note_without_speech`. Aborting the signal ends the request. */
  write(request: NoteRequest, signal: AbortSignal): Promise<Note>;
}
