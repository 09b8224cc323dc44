import { outboxDb, type RecordingPiece, type UnfinishedRecording } from "../uploads/outbox-db.js";

/* Recordings that are being made, in the browser's database, piece by piece: what a page that dies leaves behind. */

/** A recording goes on where the database does not work, or is full: then it is in the page's memory alone. */
const whatever = (): undefined => undefined;

export async function keepRecording(recording: UnfinishedRecording): Promise<void> {
  await outboxDb()
    .then((db) => db.put("recordings", recording))
    .catch(whatever);
}

export async function keepPiece(piece: RecordingPiece): Promise<void> {
  await outboxDb()
    .then((db) => db.put("pieces", piece))
    .catch(whatever);
}

/** Those of pages that are gone as well. */
export async function unfinishedRecordings(): Promise<UnfinishedRecording[]> {
  return await (await outboxDb()).getAll("recordings");
}

/** All that there is of a recording; undefined where not even a second is. */
export async function contentOf({ id, mimeType }: UnfinishedRecording): Promise<Blob | undefined> {
  const pieces = await (await outboxDb()).getAllFromIndex("pieces", "recording", id);
  if (pieces.length === 0) return undefined;
  const inOrder = pieces.toSorted((a, b) => a.index - b.index).map(({ content }) => content);
  return new Blob(inOrder, { type: mimeType });
}

/** Call once the recording is safe elsewhere. */
export async function forgetRecording(id: string): Promise<void> {
  const db = await outboxDb();
  const change = db.transaction(["recordings", "pieces"], "readwrite");
  await change.objectStore("recordings").delete(id);
  const keys = await change.objectStore("pieces").index("recording").getAllKeys(id);
  await Promise.all(keys.map((key) => change.objectStore("pieces").delete(key)));
  await change.done;
}
