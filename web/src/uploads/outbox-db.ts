import { openDB, type DBSchema, type IDBPDatabase } from "idb";

/** What a recording is to be made into; the names are those of `POST /v1/jobs`. */
export interface Wishes {
  language?: string;
  noteTemplate?: "diary" | "meeting" | "lecture" | "interview";
  vocabulary?: string[];
  speakers?: "by_channel";
}

export interface OutboxItem {
  id: string;
  name: string;
  content: Blob;
  sizeBytes: number;
  addedAt: number;
  /** Absent for what other apps shared: it is made into what is wished for at the time that it is sent. */
  wishes?: Wishes;
  /** Where it is being sent to, once the service has given an address. */
  uploadUrl?: string;
  /** Why the service will not have it; it waits for a person then. */
  refusal?: string;
}

export interface RecordingPiece {
  recordingId: string;
  index: number;
  content: Blob;
}

export interface UnfinishedRecording {
  id: string;
  startedAt: number;
  mimeType: string;
  wishes: Wishes;
}

/**
 * What was recorded or added and is not known to have arrived, in this browser's own database:
 *
 *   items       finished files, until the service has a job of them
 *   recordings  recordings that are being made, and those whose page was closed in the midst
 *   pieces      a second of sound each, [recording, number]
 */
interface OutboxSchema extends DBSchema {
  items: { key: string; value: OutboxItem };
  recordings: { key: string; value: UnfinishedRecording };
  pieces: { key: [string, number]; value: RecordingPiece; indexes: { recording: string } };
}

let opened: Promise<IDBPDatabase<OutboxSchema>> | undefined;

export function outboxDb(): Promise<IDBPDatabase<OutboxSchema>> {
  opened ??= openDB<OutboxSchema>("diarist-outbox", 1, {
    upgrade: (db) => {
      db.createObjectStore("items", { keyPath: "id" });
      db.createObjectStore("recordings", { keyPath: "id" });
      const pieces = db.createObjectStore("pieces", { keyPath: ["recordingId", "index"] });
      pieces.createIndex("recording", "recordingId");
    },
  });
  return opened;
}
