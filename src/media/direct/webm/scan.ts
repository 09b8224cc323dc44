import { createDriftMeter, DRIFT_STRETCH_SECONDS, MOST_DRIFT_SECONDS } from "../drift.js";
import { opusSamples } from "../ogg/codec.js";
import { BEGINNING_BYTES, beginsRecording } from "../rest/beginnings.js";
import { MOST_HEAD_BYTES, readElementHead, vintBytes } from "./ebml.js";
import { ID } from "./ids.js";
import type { OpusTrack } from "./track.js";

/** A block from which a piece may begin. Times are in units of the file. */
export interface BlockPlace {
  at: number;
  /** Of the cluster that it is in. */
  clusterTime: number;
  time: number;
}

export interface BlockIndex {
  /** A place every fifth of a second. */
  places: BlockPlace[];
  /** Where the last block ends. */
  end: number;
  /** When the last block ends. */
  endTime: number;
}

export interface Block {
  track: number;
  /** After its cluster. */
  time: number;
  hasLacing: boolean;
  /** Where its packet begins in the data. */
  packetAt: number;
}

const INDEX_SECONDS = 0.2;
const OPUS_RATE = 48_000;
const NANOSECONDS = 1e-9;
/** An element's head, a block's head, and the first two bytes of its packet. */
const LOOK_AHEAD_BYTES = 2 * MOST_HEAD_BYTES + 16;
/** They are gone through for what is in them. */
const ENTERED: readonly number[] = [ID.cluster, ID.blockGroup];
/** With which no other file begins. */
const ORDINARY = new Set<number>([
  ...ENTERED,
  ...[ID.timestamp, ID.simpleBlock, ID.block, ID.discardPadding, ID.position, ID.previousSize],
  ...[ID.cues, ID.tags, ID.void, ID.checksum],
]);

/** Track, time and flags, at the beginning of a block's bytes. */
export function readBlock(data: Buffer, at: number): Block {
  const trackBytes = vintBytes(data[at]);
  const track = (data[at] ?? 0) & (0xff >> trackBytes);
  return {
    track: trackBytes === 1 ? track : -1,
    time: data.readInt16BE(at + trackBytes),
    hasLacing: ((data[at + trackBytes + 2] ?? 0) & 6) !== 0,
    packetAt: at + trackBytes + 3,
  };
}

/** Finds blocks as bytes come, from the first cluster on, up to where another recording begins in the same file. */
export function createBlockScan({ number, clustersAt, unitSeconds }: OpusTrack, fileBytes: number) {
  const places: BlockPlace[] = [];
  const drift = createDriftMeter(DRIFT_STRETCH_SECONDS);
  let clusterTime = 0;
  let groupAt = -1;
  let groupEnd = -1;
  let samples = 0;
  let last = { end: clustersAt, time: 0 };
  let lastButOne = last;
  /** Where the next element begins. */
  let position = clustersAt;
  let end = clustersAt;
  let rest: Buffer = Buffer.alloc(0);
  let gaveUp = false;
  let restAt: number | undefined;

  function addBlock(data: Buffer, at: number, sizeBytes: number, elementAt: number): void {
    const block = readBlock(data, at);
    if (block.track !== number || block.hasLacing) {
      gaveUp = true;
      return;
    }
    const time = clusterTime + block.time;
    const first = places[0]?.time ?? time;
    drift.add((time - first) * unitSeconds, (time - first) * unitSeconds - samples / OPUS_RATE);
    const before = places.at(-1);
    if (before === undefined || (time - before.time) * unitSeconds >= INDEX_SECONDS)
      places.push({ at: elementAt, clusterTime, time });
    const heard = opusSamples(data.subarray(block.packetAt, at + Math.max(sizeBytes, 0)));
    samples += heard;
    lastButOne = last;
    last = {
      end: Math.max(end - data.length + at + sizeBytes, elementAt === groupAt ? groupEnd : 0),
      time: time + heard / OPUS_RATE / unitSeconds,
    };
  }

  function scan(data: Buffer, isEnd: boolean): void {
    const dataStart = end - data.length;
    while (!gaveUp && restAt === undefined) {
      const at = position - dataStart;
      if (at + (isEnd ? 2 : LOOK_AHEAD_BYTES) > data.length) break;
      const head = readElementHead(data, at);
      if (head === undefined || !ORDINARY.has(head.id)) {
        if (!isEnd && at + BEGINNING_BYTES > data.length) break;
        if (beginsRecording(data.subarray(at), fileBytes - position)) {
          restAt = position;
          break;
        }
      }
      if (head === undefined) {
        // At its end a file may break off.
        gaveUp = !isEnd;
        break;
      }
      const start = at + head.headBytes;
      if (head.sizeBytes === undefined && head.id !== ID.cluster) {
        gaveUp = true;
        break;
      }
      const size = head.sizeBytes ?? 0;
      const isCutOff = isEnd && dataStart + start + size > end;
      if (isCutOff && !ENTERED.includes(head.id)) break;
      if (head.id === ID.blockGroup) {
        groupAt = position;
        groupEnd = dataStart + start + size;
      }
      if (head.id === ID.timestamp && size > 0 && size <= 6) clusterTime = data.readUIntBE(start, size);
      if (head.id === ID.simpleBlock) addBlock(data, start, size, position);
      if (head.id === ID.block) addBlock(data, start, size, groupAt);
      if (head.id === ID.discardPadding && size > 0 && size <= 6)
        last.time -= (data.readIntBE(start, size) * NANOSECONDS) / unitSeconds;
      position = dataStart + start + (ENTERED.includes(head.id) ? 0 : size);
    }
    rest = position < end ? Buffer.from(data.subarray(position - dataStart)) : Buffer.alloc(0);
  }

  return {
    add(bytes: Buffer): void {
      end += bytes.length;
      if (position < end) scan(rest.length === 0 ? bytes : Buffer.concat([rest, bytes]), false);
    },
    get gaveUp(): boolean {
      return gaveUp;
    },
    /** Known when it finished, at the latest. */
    get restAt(): number | undefined {
      return restAt;
    },
    /** Undefined where the file is not a plain row of blocks, or has gaps. */
    finish(): BlockIndex | undefined {
      if (rest.length > 0) scan(rest, true);
      if (gaveUp || drift.most() > MOST_DRIFT_SECONDS) return undefined;
      // Where the recording breaks off, the last block is not there as a whole.
      const whole = last.end > end ? lastButOne : last;
      while ((places.at(-1)?.at ?? 0) >= whole.end) places.pop();
      return places.length === 0 ? undefined : { places, end: whole.end, endTime: whole.time };
    },
  };
}
