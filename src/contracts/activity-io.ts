import type { AssemblyRecord, HeardChunk } from "../domain/assembly-record.js";
import type { ChannelMissing } from "../domain/assembly.js";
import type { AudioInfo, ChunkRef } from "../domain/audio.js";
import type { Failure, JobState, NoteState, TranscriptionOptions } from "../domain/job.js";
import type { ChannelSpan } from "../domain/spans.js";

/* What passes between workflow and activities, and so stands in histories: keys, numbers and codes alone. */

export interface JobRef {
  jobId: string;
  tenantId: string;
}

export interface EraseJobInput extends JobRef {
  /** How often the job had been taken up again when it ended; absent: never. */
  retries?: number;
}

export interface PlanChunksInput extends JobRef {
  audio: AudioInfo;
  /** Absent: together. */
  speakers?: TranscriptionOptions["speakers"];
}

export type PlanRecordingInput = Omit<PlanChunksInput, "audio">;

export interface CutSpansInput extends JobRef {
  audio: AudioInfo;
  spans: ChannelSpan[];
  /** Of the first chunk made; the others follow. */
  firstIndex: number;
}

export interface ListenForSpeechInput extends JobRef {
  audio: AudioInfo;
  spans: ChannelSpan[];
}

export interface SpeechHeard {
  /** What of the spans sounds like speech. */
  spans: ChannelSpan[];
}

/** Chunks that can be transcribed: told by a signal while the rest is still being cut. */
export interface ReadyChunks {
  chunks: ChunkRef[];
  /** Absent where it was probed for itself before, as in jobs that began under 0.2. */
  audio?: AudioInfo;
}

/** All chunks of the recording. */
export interface PlanResult {
  chunks: ChunkRef[];
}

export type PlannedRecording = PlanResult & { audio: AudioInfo };

export interface TranscribeChunkInput extends JobRef {
  chunk: ChunkRef;
  options: TranscriptionOptions;
  /** With other settings than the first time, which gave no words. */
  secondTry?: boolean;
}

export interface ChunkResult {
  index: number;
  /** Object key of the recognition. */
  partKey: string;
  language: string;
  /* What follows is absent in the histories of jobs that began under 0.1. */
  spokenSeconds?: number;
  /** Stretches without a word, `[start, end]` each in the recording's time. */
  wordless?: [number, number][];
  /** Other such stretches, which the engine itself took for speech. */
  noticed?: [number, number][];
}

/** What was heard in each channel of a recording, and where there is speech of which no word was understood. */
export interface CompareChannelsInput extends JobRef, Pick<AssemblyRecord, "audio" | "parts" | "again"> {
  gaps: ChannelSpan[];
}

export interface ChannelsCompared extends Pick<AssemblyRecord, "crosstalkKey"> {
  /** Those that are not the speech of another channel. */
  gaps: ChannelSpan[];
}

export type AssembleInput = JobRef & AssemblyRecord;

/** What a finished transcript lacks, and where it came from. */
export interface MissingParts {
  audio: AudioInfo;
  options: TranscriptionOptions;
  missing: ChannelMissing[];
  /** Index for the first chunk that is cut anew. */
  firstIndex: number;
}

export interface FillGapsInput extends JobRef {
  /** What could not be transcribed the first time. */
  parts: HeardChunk[];
  /** What was listened to once more. */
  again: HeardChunk[];
  /** What still could not be transcribed. */
  missing: ChannelMissing[];
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
