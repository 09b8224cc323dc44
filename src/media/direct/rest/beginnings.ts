import { frameBytes, headerAt } from "../mp3/frame.js";
import { startsFrames } from "../mp3/scan.js";
import { tagBytes } from "../mp3/tags.js";
import { beginsContainer } from "./containers.js";

/*
 * How recordings begin: in a container, or as bare frames of MP3 or AAC, which are believed when several follow each other.
 */

/** As much of a beginning as is looked at: a row of the longest frames. */
export const BEGINNING_BYTES = 8 * 1024;
const FRAMES_IN_A_ROW = 3;
export const ADTS_HEAD_BYTES = 7;

/** `data` is as long as is looked at, unless the file ends before; `bytesLeft` is how much of the file follows from here on. */
export function beginsRecording(data: Buffer, bytesLeft: number): boolean {
  if (beginsContainer(data) || beginsMp3(data) || beginsAac(data)) return true;
  if (!isId3(data)) return false;
  const tag = tagBytes(data, 0);
  // A picture in it may be longer than what is looked at.
  return tag < data.length ? beginsMp3(data.subarray(tag)) : bytesLeft > tag;
}

/** A chunk of a WAV may be called so too, followed by a space. */
function isId3(data: Buffer): boolean {
  return data.length >= 10 && data.toString("latin1", 0, 3) === "ID3" && (data[3] ?? 0) < 0x10;
}

function beginsMp3(data: Buffer): boolean {
  if (data[0] !== 0xff || data.length < 4) return false;
  const length = frameBytes(headerAt(data, 0));
  return length > 0 && data.length > 2 * length && startsFrames(data, 0);
}

export function beginsAac(data: Buffer): boolean {
  let at = 0;
  for (let count = 0; count < FRAMES_IN_A_ROW; count += 1) {
    const length = at + ADTS_HEAD_BYTES > data.length ? 0 : adtsFrameBytes(data, at);
    if (length === 0) return false;
    at += length;
  }
  return true;
}

/** Length of the frame of AAC whose ADTS head begins here, a sync code and more; zero for what is none. */
export function adtsFrameBytes(data: Buffer, at: number): number {
  if (data[at] !== 0xff || ((data[at + 1] ?? 0) & 0xf6) !== 0xf0) return 0;
  const length = (data.readUIntBE(at + 3, 3) >> 5) & 0x1fff;
  return length < ADTS_HEAD_BYTES ? 0 : length;
}
