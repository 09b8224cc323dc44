import type { Outbox } from "../uploads/outbox.js";
import type { UnfinishedRecording } from "../uploads/outbox-db.js";
import { contentOf, forgetRecording, unfinishedRecordings } from "./recorder.js";

/** Held by a page while it records: another page must not take its recording for one that was left. */
export const lockOf = (recordingId: string): string => `diarist-recording-${recordingId}`;

/** A finished recording, named after when it began, goes where all files go. */
export async function toOutbox(outbox: Outbox, recording: UnfinishedRecording): Promise<void> {
  const content = await contentOf(recording);
  if (content !== undefined) await outbox.add(content, nameOf(recording), recording.wishes);
  await forgetRecording(recording.id);
}

/** What pages left that were closed, or died, while they recorded. Gives how many there were. */
export async function rescueRecordings(outbox: Outbox): Promise<number> {
  let rescued = 0;
  for (const recording of await unfinishedRecordings())
    await navigator.locks.request(lockOf(recording.id), { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      await toOutbox(outbox, recording);
      rescued += 1;
    });
  return rescued;
}

function nameOf({ startedAt, mimeType }: UnfinishedRecording): string {
  const moment = new Date(startedAt).toLocaleString("sv").replaceAll(":", ".");
  const ending = mimeType.startsWith("audio/mp4") ? "m4a" : mimeType.startsWith("audio/ogg") ? "ogg" : "webm";
  return `${moment}.${ending}`;
}
