import type { Outbox } from "../uploads/outbox.js";
import type { UnfinishedRecording } from "../uploads/outbox-db.js";
import { withLockIfFree } from "../uploads/locks.js";
import { contentOf, forgetRecording, unfinishedRecordings } from "./kept-recordings.js";

/** Held by a page while it records: another page must not take its recording for one that was left. */
export const lockOf = (recordingId: string): string => `diarist-recording-${recordingId}`;

/** A finished recording, named after when it began, goes where all files go. Its pieces stay until it is safe there. */
export async function toOutbox(
  outbox: Outbox,
  recording: UnfinishedRecording,
  content: Blob | undefined,
): Promise<void> {
  const forget = (): Promise<void> => forgetRecording(recording.id);
  if (content === undefined || content.size === 0) {
    await forget();
    return;
  }
  const { kept, arrived } = await outbox.add(content, nameOf(recording), recording.wishes);
  if (kept) await forget();
  else void arrived.then(forget);
}

/** What pages left that were closed, or died, while they recorded. Gives how many there were. */
export async function rescueRecordings(outbox: Outbox): Promise<number> {
  let rescued = 0;
  for (const recording of await unfinishedRecordings())
    await withLockIfFree(lockOf(recording.id), async () => {
      const content = await contentOf(recording);
      await toOutbox(outbox, recording, content);
      if (content !== undefined) rescued += 1;
    });
  return rescued;
}

function nameOf({ startedAt, mimeType }: UnfinishedRecording): string {
  const moment = new Date(startedAt).toLocaleString("sv").replaceAll(":", ".");
  const ending = mimeType.startsWith("audio/mp4") ? "m4a" : mimeType.startsWith("audio/ogg") ? "ogg" : "webm";
  return `${moment}.${ending}`;
}
