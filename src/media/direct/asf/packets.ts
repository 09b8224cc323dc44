import type { RecordingBytes } from "../../port.js";
import type { AsfHeader } from "./header.js";

/** A part of an object, as a packet holds it; of sound, an object is one superframe or some. */
export interface Payload {
  streamNumber: number;
  /** Where in its object the part begins. */
  offset: number;
  objectBytes: number;
  /** When it is played, in milliseconds, with the preroll. */
  timeMs: number;
  bytes: Buffer;
}

const HAS_ERROR_CORRECTION = 0x80;
/** Of the first byte, what is zero where two bytes of error correction follow, as they do in files. */
const OTHER_CORRECTION = 0x70;
const HAS_SEVERAL_PAYLOADS = 1;
const SEND_TIME_BYTES = 6;
/** Of an object whose payloads tell how large it is and when it is played. */
const LEAST_FACTS_BYTES = 8;
/** Says that the payload is a row of whole objects, each behind its length; "offset" is their time. */
const IS_ROW = 1;

/** Packets in order, as many as there are whole. */
export async function* packetsOf(
  recording: RecordingBytes,
  { packetsAt, packetBytes, packetCount = Infinity }: AsfHeader,
): AsyncGenerator<Buffer> {
  let left = packetCount;
  let rest: Buffer = Buffer.alloc(0);
  for await (const bytes of recording.stream(packetsAt)) {
    const data = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    let at = 0;
    for (; left > 0 && at + packetBytes <= data.length; left -= 1) {
      yield data.subarray(at, at + packetBytes);
      at += packetBytes;
    }
    if (left === 0) return;
    rest = Buffer.from(data.subarray(at));
  }
}

/** Undefined for what is no packet. */
export function payloadsOf(packet: Buffer): Payload[] | undefined {
  try {
    return readPayloads(packet);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readPayloads(packet: Buffer): Payload[] | undefined {
  let at = 0;
  const byte = (): number => packet.readUInt8(at++);
  /** Fields have no bytes, one, two or four. */
  function field(kind: number): number {
    const bytes = kind & 3;
    const value = bytes === 0 ? 0 : bytes === 3 ? packet.readUInt32LE(at) : packet.readUIntLE(at, bytes);
    at += bytes === 3 ? 4 : bytes;
    return value;
  }

  const first = packet.readUInt8(0);
  if ((first & HAS_ERROR_CORRECTION) !== 0) {
    if ((first & OTHER_CORRECTION) !== 0) return undefined;
    at = 1 + (first & 0xf);
  }
  const kinds = byte();
  const payloadKinds = byte();
  const toldBytes = field(kinds >> 5);
  field(kinds >> 1);
  const paddingBytes = field(kinds >> 3);
  at += SEND_TIME_BYTES;
  const end = (toldBytes || packet.length) - paddingBytes;
  const hasSeveral = (kinds & HAS_SEVERAL_PAYLOADS) !== 0;
  const several = hasSeveral ? byte() : 1;

  const payloads: Payload[] = [];
  for (let count = several & 0x3f; count > 0; count -= 1) {
    const streamNumber = byte() & 0x7f;
    field(payloadKinds >> 4);
    const offset = field(payloadKinds >> 2);
    const factsBytes = field(payloadKinds);
    const isRow = factsBytes === IS_ROW;
    if (!isRow && factsBytes < LEAST_FACTS_BYTES) return undefined;
    const stepMs = isRow ? byte() : 0;
    const objectBytes = isRow ? 0 : packet.readUInt32LE(at);
    const timeMs = isRow ? offset : packet.readUInt32LE(at + 4);
    if (!isRow) at += factsBytes;
    const toldPayloadBytes = hasSeveral ? field(several >> 6) : end - at;
    const payloadEnd = at + toldPayloadBytes;
    if (toldPayloadBytes < 0 || payloadEnd > end) return undefined;
    if (!isRow)
      payloads.push({ streamNumber, offset, objectBytes, timeMs, bytes: packet.subarray(at, payloadEnd) });
    for (let index = 0; isRow && at < payloadEnd; index += 1) {
      const length = byte();
      const bytes = packet.subarray(at, at + length);
      payloads.push({ streamNumber, offset: 0, objectBytes: length, timeMs: timeMs + index * stepMs, bytes });
      at += length;
    }
    at = payloadEnd;
  }
  return payloads;
}
