import { frameBytes, frameKind, headerAt, HEADER_BYTES, kindKey } from "./frame.js";
import { beginsContainer } from "../rest/containers.js";
import { TAG_HEAD_BYTES, tagBytes } from "./tags.js";

/** Time between entries of the index: 1.4 MB for ten hours. */
const INDEX_SECONDS = 0.2;

/** Where the frames of a recording lie. */
export interface FrameIndex {
  /** The header of the first. */
  firstHeader: number;
  frameCount: number;
  /** Offset of every `step`th frame. */
  offsets: number[];
  step: number;
  /** End of the last whole frame. */
  end: number;
  /** What lies between frames and is no sound, in order. */
  gaps: { from: number; to: number }[];
  smallestFrameBytes: number;
}

/** A chance likeness to a header is not followed by others of its kind. */
const FRAMES_IN_A_ROW = 4;
/** No frame is longer than 1,732 bytes, so that this much ahead is enough to see them all. */
const LOOK_AHEAD_BYTES = FRAMES_IN_A_ROW * 1732 + HEADER_BYTES;
/** What has more that is no sound is something else, or broken beyond a scan. */
const MOST_GAPS = 100;
const MOST_JUNK_BYTES = 256 * 1024;

export interface Scan {
  add(bytes: Buffer): void;
  /** Whether it is of no use to read on. */
  readonly gaveUp: boolean;
  /** Where a recording of another kind begins behind the frames, known when it finished at the latest. */
  readonly restAt: number | undefined;
  /** Undefined where there are no frames, or none that a scan can be sure of: frames of several kinds, much junk. */
  finish(): FrameIndex | undefined;
}

/** Finds frames as bytes come; `start` is the offset of the first byte that will be added. */
export function createScan(start: number): Scan {
  const offsets: number[] = [];
  const gaps: FrameIndex["gaps"] = [];
  let firstHeader = 0;
  let kind = -1;
  let step = 1;
  let frameCount = 0;
  let lastFrame = start;
  let smallest = Infinity;
  /** Where the next header should be. */
  let position = start;
  let gapFrom = -1;
  let junkBytes = 0;
  let gaveUp = false;
  let restAt: number | undefined;
  /** Bytes that came, up to `end`, from `position` on at the latest. */
  let rest: Buffer = Buffer.alloc(0);
  let end = start;

  function addFrame(offset: number, header: number, length: number): void {
    if (gapFrom >= 0 && frameCount > 0) gaps.push({ from: gapFrom, to: offset });
    gapFrom = -1;
    if (frameCount === 0) {
      firstHeader = header;
      kind = kindKey(header);
      const { sampleRate, samplesPerFrame } = frameKind(header);
      step = Math.max(1, Math.round((INDEX_SECONDS * sampleRate) / samplesPerFrame));
    }
    if (frameCount % step === 0) offsets.push(offset);
    if (length < smallest) smallest = length;
    frameCount += 1;
    lastFrame = offset;
    position = offset + length;
  }

  /** Passes over what is no frame, up to the next that is followed by others of its kind. */
  function resync(data: Buffer, dataStart: number, isEnd: boolean): void {
    if (gapFrom < 0) gapFrom = position;
    let at = position - dataStart;
    const tag = tagBytes(data, at);
    if (tag > 0) {
      position += tag;
      return;
    }
    if (frameCount > 0 && beginsContainer(data.subarray(at))) {
      restAt = position;
      return;
    }
    const last = data.length - (isEnd ? HEADER_BYTES : LOOK_AHEAD_BYTES);
    for (; at <= last; at += 1) {
      if (data[at] !== 0xff || !startsFrames(data, at)) continue;
      const header = headerAt(data, at);
      if (kind >= 0 && kindKey(header) !== kind) {
        // Where frames of another kind follow at once, it is another recording.
        if (dataStart + at === position) restAt = position;
        else gaveUp = true;
        return;
      }
      addFrame(dataStart + at, header, frameBytes(header));
      break;
    }
    junkBytes += dataStart + at - gapFrom;
    position = Math.max(position, dataStart + at);
    gaveUp ||= gaps.length > MOST_GAPS || junkBytes > MOST_JUNK_BYTES;
  }

  function scan(data: Buffer, isEnd: boolean): void {
    const dataStart = end - data.length;
    const margin = isEnd ? HEADER_BYTES : LOOK_AHEAD_BYTES;
    while (!gaveUp && restAt === undefined) {
      const at = position - dataStart;
      if (at + HEADER_BYTES > data.length) break;
      const header = headerAt(data, at);
      const length = frameBytes(header);
      if (length > 0 && kindKey(header) === kind) addFrame(position, header, length);
      else if (at + Math.max(margin, isEnd ? 0 : TAG_HEAD_BYTES) > data.length) break;
      else resync(data, dataStart, isEnd);
    }
    rest = position < end ? Buffer.from(data.subarray(position - dataStart)) : Buffer.alloc(0);
  }

  return {
    add(bytes) {
      end += bytes.length;
      if (position < end) scan(rest.length === 0 ? bytes : Buffer.concat([rest, bytes]), false);
    },
    get gaveUp() {
      return gaveUp;
    },
    get restAt() {
      return restAt;
    },
    finish() {
      if (rest.length > 0) scan(rest, true);
      if (position > end && gapFrom < 0) dropLast();
      if (gaveUp || frameCount === 0) return undefined;
      const lastEnd = gapFrom >= 0 ? gapFrom : position;
      return { firstHeader, frameCount, offsets, step, end: lastEnd, gaps, smallestFrameBytes: smallest };
    },
  };

  /** The recording ends in the middle of it. */
  function dropLast(): void {
    frameCount -= 1;
    if (frameCount % step === 0) offsets.pop();
    position = lastFrame;
  }
}

/** Whether frames of one kind follow each other from here; those that the end of `data` cuts off count. */
export function startsFrames(data: Buffer, at: number): boolean {
  const kind = kindKey(headerAt(data, at));
  let next = at;
  for (let count = 0; count < FRAMES_IN_A_ROW; count += 1) {
    if (count > 0 && next + HEADER_BYTES > data.length) return true;
    const header = headerAt(data, next);
    const length = frameBytes(header);
    if (length === 0 || kindKey(header) !== kind) return false;
    next += length;
  }
  return true;
}
