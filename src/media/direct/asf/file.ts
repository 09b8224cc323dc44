import type { AsfHeader } from "./header.js";
import { DATA_HEAD_BYTES, HEADER_HEAD_BYTES, IDENTITIES, OBJECT_HEAD_BYTES } from "./objects.js";

const FILE_PROPERTIES_BYTES = 104;
const IS_SEEKABLE = 2;
const RESERVED = Buffer.from([1, 2]);
const RESERVED_IN_DATA = 0x0101;
const HUNDREDS_OF_NS = 10_000_000;

/** What a file with so many of a recording's packets begins with; the packets follow. */
export function asfHead(
  { streamProperties, packetBytes, prerollMs }: AsfHeader,
  packetCount: number,
  seconds: number,
): Buffer {
  const headerBytes = HEADER_HEAD_BYTES + FILE_PROPERTIES_BYTES + streamProperties.length;
  const dataBytes = DATA_HEAD_BYTES + packetCount * packetBytes;
  const sendTime = Math.round(seconds * HUNDREDS_OF_NS);
  const noIdentity = Buffer.alloc(16);
  const noTime = 0;

  const fileProperties = object("fileProperties", [
    ...[noIdentity, uint64(headerBytes + dataBytes), uint64(noTime), uint64(packetCount)],
    ...[uint64(sendTime + prerollMs * 10_000), uint64(sendTime), uint64(prerollMs)],
    ...[IS_SEEKABLE, packetBytes, packetBytes, 0].map(uint32),
  ]);
  const header = [uint32(2), RESERVED, fileProperties, streamProperties];
  const dataHead = object(
    "data",
    [noIdentity, uint64(packetCount), uint16(RESERVED_IN_DATA)],
    packetCount * packetBytes,
  );
  return Buffer.concat([object("header", header), dataHead]);
}

/** `more` bytes of it come behind what is given here. */
function object(identity: keyof typeof IDENTITIES, content: readonly Buffer[], more = 0): Buffer {
  const bytes = content.reduce((sum, { length }) => sum + length, OBJECT_HEAD_BYTES + more);
  return Buffer.concat([IDENTITIES[identity], uint64(bytes), ...content]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
