import { createCrc } from "../crc.js";

/*
 * FLAC, RFC 9639. Frames begin with a sync code that other bytes may look like; a header is believed when its checksum is
 * right and it agrees with the stream.
 */

export interface StreamInfo {
  /** The block itself, without a header. */
  bytes: Buffer;
  blockSamples: number;
  sampleRate: number;
  channels: number;
  bitsPerSample: number;
  /** Zero where the encoder did not know. */
  totalSamples: number;
}

export interface Frame {
  at: number;
  /** Of its first sample. */
  sample: number;
  samples: number;
  /** Whether blocks differ in length, by the frame's own account. */
  isVariable: boolean;
}

export const STREAM_INFO_BYTES = 34;
/** The longest header. */
export const FRAME_HEADER_BYTES = 16;
const crc8 = createCrc(8, 0x07);
export const crc16 = createCrc(16, 0x8005);
const RATES = [0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];
const SAMPLE_BITS = [0, 8, 12, 0, 16, 20, 24, 32];

export function readStreamInfo(bytes: Buffer): StreamInfo | undefined {
  if (bytes.length !== STREAM_INFO_BYTES) return undefined;
  const packed = bytes.readUInt32BE(10);
  const sampleRate = packed >>> 12;
  if (sampleRate === 0) return undefined;
  return {
    bytes,
    blockSamples: bytes.readUInt16BE(2),
    sampleRate,
    channels: ((packed >>> 9) & 7) + 1,
    bitsPerSample: ((packed >>> 4) & 31) + 1,
    totalSamples: (packed & 15) * 2 ** 32 + bytes.readUInt32BE(14),
  };
}

/** For a part of the stream: its length and checksum are not known. */
export function partialStreamInfo({ bytes }: StreamInfo): Buffer {
  const partial = Buffer.from(bytes);
  partial[13] = (partial[13] ?? 0) & 0xf0;
  return partial.fill(0, 14);
}

/** The frame whose header begins `index` bytes into `bytes`; `at` is where `bytes` begin in the recording. */
export function readFrame(bytes: Buffer, index: number, at: number, stream: StreamInfo): Frame | undefined {
  const [sync = 0, sync2 = 0, sizes = 0, format = 0] = bytes.subarray(index, index + 4);
  if (sync !== 0xff || (sync2 & 0xfe) !== 0xf8 || (format & 1) !== 0) return undefined;
  const blockCode = sizes >> 4;
  const rateCode = sizes & 15;
  if (blockCode === 0 || rateCode === 15 || !isOfStream(rateCode, format, stream)) return undefined;
  const number = readNumber(bytes, index + 4);
  if (number === undefined) return undefined;
  let next = number.next;
  let samples = blockCode === 1 ? 192 : blockCode < 6 ? 576 << (blockCode - 2) : 256 << (blockCode - 8);
  if (blockCode === 6) samples = (bytes[next++] ?? 0) + 1;
  if (blockCode === 7) {
    samples = (((bytes[next] ?? 0) << 8) | (bytes[next + 1] ?? 0)) + 1;
    next += 2;
  }
  next += rateCode === 12 ? 1 : rateCode > 12 ? 2 : 0;
  if (next >= bytes.length || crc8(bytes.subarray(index, next)) !== bytes[next]) return undefined;
  const isVariable = (sync2 & 1) === 1;
  return {
    at: at + index,
    sample: isVariable ? number.value : number.value * stream.blockSamples,
    samples,
    isVariable,
  };
}

function isOfStream(rateCode: number, format: number, stream: StreamInfo): boolean {
  const rate = RATES[rateCode] ?? 0;
  const channels = format >> 4 < 8 ? (format >> 4) + 1 : 2;
  const bits = SAMPLE_BITS[(format >> 1) & 7] ?? 0;
  return (
    format >> 4 <= 10 &&
    channels === stream.channels &&
    (rate === 0 || rate === stream.sampleRate) &&
    (bits === 0 || bits === stream.bitsPerSample)
  );
}

/** A number in the manner of UTF-8, up to 36 bits. */
function readNumber(bytes: Buffer, at: number): { value: number; next: number } | undefined {
  const first = bytes[at] ?? 0xff;
  if (first < 0x80) return { value: first, next: at + 1 };
  const more = Math.clz32(~(first << 24)) - 1;
  if (more < 1 || more > 6) return undefined;
  let value = first & (0x3f >> more);
  for (let index = 1; index <= more; index += 1) {
    const byte = bytes[at + index] ?? 0;
    if ((byte & 0xc0) !== 0x80) return undefined;
    value = value * 64 + (byte & 0x3f);
  }
  return { value, next: at + more + 1 };
}
