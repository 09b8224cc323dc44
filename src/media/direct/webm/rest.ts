import type { RecordingBytes } from "../../port.js";
import { BEGINNING_BYTES, beginsRecording } from "../rest/beginnings.js";
import { searchMarks } from "../rest/search.js";
import { children, readElementHead } from "./ebml.js";
import { ID } from "./ids.js";

const HEAD_BYTES = 1024;
const MARKS = [{ mark: Buffer.from("1a45dfa3", "hex"), before: 0 }];

/**
 * Where another recording begins behind a file of Matroska or WebM, whatever is in it; undefined where none does, and for what is
 * neither. Recorders that stream do not tell the length of a segment: then the whole file is read, since ffmpeg reads it anyhow.
 */
export async function restBehindSegment(
  recording: RecordingBytes,
  signal: AbortSignal,
): Promise<number | undefined> {
  const head = await recording.read(0, HEAD_BYTES);
  const segmentAt = documentHeadBytes(head);
  const segment = segmentAt === undefined ? undefined : readElementHead(head, segmentAt);
  if (segmentAt === undefined || segment?.id !== ID.segment) return undefined;
  const start = segmentAt + segment.headBytes;
  if (segment.sizeBytes !== undefined) {
    const end = start + segment.sizeBytes;
    const behind = await recording.read(end, end + BEGINNING_BYTES);
    return beginsRecording(behind, recording.sizeBytes - end) ? end : undefined;
  }
  for await (const at of searchMarks(recording, start, MARKS, signal))
    if (documentHeadBytes(await recording.read(at, at + HEAD_BYTES)) !== undefined) return at;
  return undefined;
}

/** Length of the head with which a file begins; undefined where none does here. */
function documentHeadBytes(data: Buffer): number | undefined {
  const head = readElementHead(data, 0);
  if (head?.id !== ID.ebml || head.sizeBytes === undefined) return undefined;
  const end = head.headBytes + head.sizeBytes;
  return children(data.subarray(head.headBytes, end)).has(ID.docType) ? end : undefined;
}
