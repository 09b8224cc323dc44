import type { RecordingBytes } from "../../port.js";
import type { ReadBytes } from "../read-ahead.js";
import { BEGINNING_BYTES, beginsRecording } from "../rest/beginnings.js";
import { readBoxHeader, type Box } from "./boxes.js";

/** What MP4, M4A, 3GP and QuickTime files begin with. */
const FIRST_BOXES = new Set(["ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"]);
/** Behind one of these another file may begin. */
const CONTENT_BOXES = new Set(["moov", "mdat"]);

/** Top-level boxes, each given once. */
export interface BoxWalk {
  /** Those that were not given yet, up to the end or to where another recording begins. */
  all(): AsyncIterable<Box & { at: number }>;
  /** Goes on to the end; gives where another recording begins, if one does. */
  findRest(): Promise<number | undefined>;
}

/** Nothing where the file does not begin as such files do. */
export function walkBoxes(recording: RecordingBytes, read: ReadBytes, signal: AbortSignal): BoxWalk {
  const { sizeBytes } = recording;
  let next = 0;
  let hasContent = false;
  let restAt: number | undefined;

  async function take(): Promise<(Box & { at: number }) | undefined> {
    signal.throwIfAborted();
    if (next >= sizeBytes) return undefined;
    const at = next;
    next = sizeBytes;
    const head = await read(at, at + BEGINNING_BYTES);
    if (hasContent && beginsRecording(head, sizeBytes - at)) {
      restAt = at;
      return undefined;
    }
    const box = readBoxHeader(head, at, sizeBytes);
    if (box === undefined || (at === 0 && !FIRST_BOXES.has(box.type))) return undefined;
    hasContent ||= CONTENT_BOXES.has(box.type);
    next = box.to;
    return { ...box, at };
  }

  return {
    async *all() {
      for (let box = await take(); box !== undefined; box = await take()) yield box;
    },
    async findRest() {
      while ((await take()) !== undefined);
      return restAt;
    },
  };
}
