/** The forms that a transcript is handed out in. */
export const TRANSCRIPT_FORMATS = ["json", "verbose_json", "txt", "srt", "vtt", "md", "docx"] as const;
export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

/** The forms that a note is handed out in. */
export const NOTE_FORMATS = ["json", "md", "txt"] as const;
export type NoteFormat = (typeof NOTE_FORMATS)[number];
