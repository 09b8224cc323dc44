import type { Mood } from "../domain/mood.js";
import type { Passage, PassageKind } from "../domain/search/passages.js";
import type { Clause } from "../domain/search/query.js";
import type { SnippetPart } from "../domain/search/snippet.js";

/** What is known of a job in lists of hits and in the diary, beside its passages. */
export interface IndexedJob {
  jobId: string;
  /** That of the job which this was made of: what has another one is to be indexed again. ISO 8601 in UTC, as the next. */
  updatedAt: string;
  createdAt: string;
  /** YYYY-MM-DD: the day that the note is about, else that on which the job was created. */
  day: string;
  title: string;
  durationSeconds?: number;
  /** ISO 639-1, of what is spoken. */
  language?: string;
  /** Absent as long as there is no note. */
  note?: IndexedNote;
}

export interface IndexedNote {
  /** The template's id. */
  template: string;
  mood?: Mood;
  /** The note's and the job's. */
  tags: string[];
}

/** A place in a list that is ordered by day, newest first; the next page begins behind it. */
export interface Place {
  day: string;
  createdAt: string;
  jobId: string;
}

/** Jobs that have everything near together come before those that have it scattered. */
export interface HitPlace extends Place {
  isScattered: boolean;
}

export interface Question {
  clauses: readonly Clause[];
  /** Days, both included. */
  from?: string;
  until?: string;
  /** Hits, about: those of one job stay together. */
  limit: number;
  /** Hits of one job, at most. */
  perJob: number;
  after?: HitPlace;
}

export interface Hit {
  jobId: string;
  title: string;
  createdAt: string;
  day: string;
  kind: PassageKind;
  /** Seconds of the recording. */
  start: number;
  end: number;
  snippet: SnippetPart[];
  /** With the last hit of a job: how many more there are in it. */
  more?: number;
}

export interface HitPage {
  hits: Hit[];
  /** Where it ended; absent on the last page. */
  next?: HitPlace;
}

export interface DiaryRange {
  /** Days, both included. */
  from?: string;
  until?: string;
  limit: number;
  after?: Place;
}

export type DiaryEntry = IndexedJob & { note: IndexedNote };

export interface DiaryPage {
  entries: DiaryEntry[];
  next?: Place;
}

/** How far an index follows the stores. */
export interface Mark {
  /** The latest `updatedAt` up to which all jobs are in the index; absent before it was whole for the first time. */
  followedUntil?: string;
  /** When it was last compared with all jobs that there are, ms since 1970. */
  comparedAt?: number;
}

/**
 * What all tenants have said, to be searched. It holds nothing that is not in the stores and may be lost at any time; an index
 * that is new has an empty mark. Throws DiaristError `search_unavailable`.
 */
export interface SearchIndex {
  mark(tenantId: string): Promise<Mark>;
  setMark(tenantId: string, mark: Mark): Promise<void>;
  /** Of these jobs those that are in the index as they were at that time; of all jobs where none are named. */
  known(tenantId: string, jobIds?: readonly string[]): Promise<Map<string, string>>;
  /** In place of what was there of the job. */
  put(tenantId: string, job: IndexedJob, passages: readonly Passage[]): Promise<void>;
  remove(tenantId: string, jobIds: readonly string[]): Promise<void>;
  search(tenantId: string, question: Question): Promise<HitPage>;
  /** Jobs with a note, newest day first. */
  diary(tenantId: string, range: DiaryRange): Promise<DiaryPage>;
  /** All tenants of which there is anything. */
  tenants(): Promise<string[]>;
  /** Removes all that there is of a tenant. */
  drop(tenantId: string): Promise<void>;
  close(): Promise<void>;
}
