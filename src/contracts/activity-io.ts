import type { AudioInfo, ChunkRef } from "../domain/audio.js";
import type { Failure, JobOptions, JobState, NoteState } from "../domain/job.js";
import type { Missing } from "../domain/transcript.js";

/* What passes between workflow and activities, and so stands in histories: keys, numbers and codes alone. */

export interface JobRef {
  jobId: string;
  tenantId: string;
}

export interface PlanChunksInput extends JobRef {
  audio: AudioInfo;
}

/** Chunks that can be transcribed: told by a signal while the rest is still being cut. */
export interface ReadyChunks {
  chunks: ChunkRef[];
}

/** All chunks of the recording. */
export interface PlanResult {
  chunks: ChunkRef[];
}

export interface TranscribeChunkInput extends JobRef {
  chunk: ChunkRef;
  options: JobOptions;
}

export interface ChunkResult {
  index: number;
  /** Object key of the recognition. */
  partKey: string;
  language: string;
}

export interface AssembleInput extends JobRef {
  durationSeconds: number;
  parts: { chunk: ChunkRef; partKey: string }[];
  missing: Missing[];
}

export interface AssembledTranscript {
  language: string;
  durationSeconds: number;
  transcribedSeconds: number;
  missingSeconds: number;
}

export interface GenerateNoteInput extends JobRef {
  /** ISO 8601; what "yesterday" in the recording is counted from. */
  recordedAt: string;
}

export interface RecordProgressInput extends JobRef {
  state?: JobState;
  title?: string;
  durationSeconds?: number;
  language?: string;
  missingSeconds?: number;
  note?: NoteState;
}

export interface FinishJobInput extends JobRef {
  state: Extract<JobState, "completed" | "failed" | "cancelled">;
  note?: NoteState;
  failure?: Failure;
}
