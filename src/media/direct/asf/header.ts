import type { RecordingBytes } from "../../port.js";
import { readAhead } from "../read-ahead.js";
import {
  DATA_HEAD_BYTES,
  HEADER_HEAD_BYTES,
  isIdentity,
  OBJECT_HEAD_BYTES,
  objectBytes,
  type Identity,
} from "./objects.js";

/** What a file of one stream of Windows Media Audio says of it, version 1 or 2 ("standard"). */
export interface AsfHeader {
  codec: "wmav1" | "wmav2";
  channels: number;
  sampleRate: number;
  /** Samples of a channel that a frame is. */
  frameSamples: number;
  /** Of a superframe, which has one frame or, with a reservoir, parts of several. */
  superframeBytes: number;
  hasReservoir: boolean;
  /** Frames that decoders would give before the recording begins: libav's encoder alone makes no reservoir, and one of them. */
  delayFrames: number;
  streamNumber: number;
  /** The object as it stands. */
  streamProperties: Buffer;
  /** Where the first packet begins. */
  packetsAt: number;
  packetBytes: number;
  /** Undefined where it is not told, as in a file whose recorder did not come back to the beginning. */
  packetCount: number | undefined;
  claimedSeconds: number;
  /** Presentation times are that much late, in milliseconds. */
  prerollMs: number;
}

/** Pictures of covers may be in it. */
const MOST_HEADER_BYTES = 16 * 1024 ** 2;
const CODECS: ReadonlyMap<number, AsfHeader["codec"]> = new Map([
  [0x160, "wmav1"],
  [0x161, "wmav2"],
]);
/** Of the codec's own bytes, where its flags stand. */
const FLAGS_AT = { wmav1: 2, wmav2: 4 } as const;
const HAS_RESERVOIR = 2;
const IS_BROADCAST = 1;
const IS_ENCRYPTED = 0x8000;
const STREAM_NUMBER = 0x7f;
const HUNDREDS_OF_NS = 10_000_000;

/** Undefined for what is no such file, or has more in it than that sound. */
export async function readHeader(recording: RecordingBytes): Promise<AsfHeader | undefined> {
  const read = readAhead(recording);
  const head = await read(0, HEADER_HEAD_BYTES);
  if (head.length < HEADER_HEAD_BYTES || !isIdentity(head, 0, "header")) return undefined;
  const headerBytes = objectBytes(head, 0);
  if (headerBytes > MOST_HEADER_BYTES) return undefined;
  try {
    const header = await read(0, headerBytes + DATA_HEAD_BYTES);
    if (!isIdentity(header, headerBytes, "data")) return undefined;
    const [file] = objectsOf(header, "fileProperties");
    const [stream, ...others] = objectsOf(header, "streamProperties");
    if (file === undefined || stream === undefined || others.length > 0) return undefined;
    const [sound, facts] = [readStream(stream), readFile(file)];
    return sound && facts && { ...sound, ...facts, packetsAt: headerBytes + DATA_HEAD_BYTES };
  } catch (error) {
    // An object that is shorter than it says.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Those of a kind within the header. */
function objectsOf(header: Buffer, identity: Identity): Buffer[] {
  const found: Buffer[] = [];
  const end = objectBytes(header, 0);
  for (let at = HEADER_HEAD_BYTES; at < end;) {
    const bytes = objectBytes(header, at);
    if (bytes < OBJECT_HEAD_BYTES || at + bytes > end) throw new RangeError("An object reaches over the end");
    if (isIdentity(header, at, identity)) found.push(Buffer.from(header.subarray(at, at + bytes)));
    at += bytes;
  }
  return found;
}

type FileFacts = Pick<AsfHeader, "packetBytes" | "packetCount" | "claimedSeconds" | "prerollMs">;

/** Undefined where packets are not all equally long. */
function readFile(object: Buffer): FileFacts | undefined {
  const isBroadcast = (object.readUInt32LE(88) & IS_BROADCAST) !== 0;
  const prerollMs = Number(object.readBigUInt64LE(80));
  const playSeconds = Number(object.readBigUInt64LE(64)) / HUNDREDS_OF_NS;
  const packetCount = Number(object.readBigUInt64LE(56));
  const packetBytes = object.readUInt32LE(92);
  if (packetBytes === 0 || packetBytes !== object.readUInt32LE(96)) return undefined;
  return {
    packetBytes,
    packetCount: isBroadcast || packetCount === 0 ? undefined : packetCount,
    claimedSeconds: isBroadcast ? 0 : Math.max(0, playSeconds - prerollMs / 1000),
    prerollMs,
  };
}

/** Undefined for other codecs, and where packets' bytes do not stand as they are decoded. */
function readStream(object: Buffer): Omit<AsfHeader, keyof FileFacts | "packetsAt"> | undefined {
  const timeOffset = object.readBigUInt64LE(56);
  const flags = object.readUInt16LE(72);
  if (!isIdentity(object, 24, "audio") || timeOffset !== 0n || (flags & IS_ENCRYPTED) !== 0) return undefined;
  // WAVEFORMATEX, the codec's own bytes, and how the bytes of so many superframes are mixed against errors.
  const format = object.subarray(78, 78 + object.readUInt32LE(64));
  const spread = object.subarray(78 + format.length);
  const isSpread = isIdentity(object, 40, "audioSpread") && (spread[0] ?? 0) > 1;
  const codec = CODECS.get(format.readUInt16LE(0));
  if (codec === undefined || isSpread) return undefined;
  const sampleRate = format.readUInt32LE(4);
  const superframeBytes = format.readUInt16LE(12);
  if (sampleRate === 0 || superframeBytes === 0) return undefined;
  const hasReservoir = (format.readUInt16LE(18 + FLAGS_AT[codec]) & HAS_RESERVOIR) !== 0;
  return {
    codec,
    channels: format.readUInt16LE(2),
    sampleRate,
    frameSamples: frameSamples(sampleRate, codec),
    superframeBytes,
    hasReservoir,
    delayFrames: hasReservoir ? 2 : 1,
    streamNumber: flags & STREAM_NUMBER,
    streamProperties: object,
  };
}

/** As libav's decoders have it. */
function frameSamples(sampleRate: number, codec: AsfHeader["codec"]): number {
  if (sampleRate <= 16_000) return 512;
  if (sampleRate <= 22_050 || (sampleRate <= 32_000 && codec === "wmav1")) return 1024;
  return 2048;
}
