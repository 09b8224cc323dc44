import type { SampleFormat } from "../../../domain/raw-samples.js";
import { sampleFormat, trueLength, type PcmLayout, type ReadBytes } from "./layout.js";

/*
 * WAV and its two larger relatives. Chunks follow each other, each with a name and a length:
 *
 *   RIFF  "RIFF" size "WAVE", then chunks of name (4 bytes), size (4), padded to 2
 *   RF64  the same; sizes of 2^32 - 1 stand in a "ds64" chunk instead
 *   W64   names are GUIDs (16 bytes) whose first four bytes are the name, sizes (8) count the head, padded to 8
 */
const FORMAT = { pcm: 1, float: 3, alaw: 6, mulaw: 7, extensible: 0xfffe } as const;
const IN_DS64 = 0xffff_ffff;
/** No honest file has more before its samples. */
const MOST_CHUNKS = 1_000;

interface Chunk {
  name: string;
  start: number;
  size: number;
}

export async function readWavLayout(read: ReadBytes, sizeBytes: number): Promise<PcmLayout | undefined> {
  const head = await read(0, 40);
  const isW64 = head.toString("latin1", 0, 4) === "riff" && head.toString("latin1", 24, 28) === "wave";
  const isWav =
    ["RIFF", "RF64", "BW64"].includes(head.toString("latin1", 0, 4)) &&
    head.toString("latin1", 8, 12) === "WAVE";
  if (!isW64 && !isWav) return undefined;

  const nextChunk = isW64 ? readW64Chunk : readChunk;
  let format: Pick<PcmLayout, "format" | "channels" | "sampleRate"> | undefined;
  let largeDataSize: number | undefined;
  let at = isW64 ? 40 : 12;
  for (let count = 0; count < MOST_CHUNKS; count += 1) {
    const chunk = await nextChunk(read, at);
    if (chunk === undefined) return undefined;
    if (chunk.name === "ds64") largeDataSize = await readDataSize(read, chunk);
    if (chunk.name === "fmt ") format = parseFormat(await read(chunk.start, chunk.start + 40), chunk.size);
    if (chunk.name === "data") {
      if (format === undefined) return undefined;
      const claimed = chunk.size === IN_DS64 ? (largeDataSize ?? 0) : chunk.size;
      const available = sizeBytes - chunk.start;
      const isShort =
        claimed < available && !(await endsInChunks(read, nextChunk, chunk.start + claimed, sizeBytes));
      return {
        container: isW64 ? "w64" : "wav",
        ...format,
        dataStart: chunk.start,
        ...trueLength(isShort ? 0 : claimed, available),
      };
    }
    at = chunk.start + padded(chunk.size, isW64);
  }
  return undefined;
}

async function readChunk(read: ReadBytes, at: number): Promise<Chunk | undefined> {
  const head = await read(at, at + 8);
  if (head.length < 8) return undefined;
  return { name: head.toString("latin1", 0, 4), size: head.readUInt32LE(4), start: at + 8 };
}

async function readW64Chunk(read: ReadBytes, at: number): Promise<Chunk | undefined> {
  const head = await read(at, at + 24);
  if (head.length < 24) return undefined;
  const size = Number(head.readBigUInt64LE(16)) - 24;
  return { name: head.toString("latin1", 0, 4), size: Math.max(0, size), start: at + 24 };
}

/** A header that says too little is told from other chunks behind the samples: those have names, samples do not. */
async function endsInChunks(
  read: ReadBytes,
  next: typeof readChunk,
  end: number,
  sizeBytes: number,
): Promise<boolean> {
  const isW64 = next === readW64Chunk;
  const chunk = await next(read, isW64 ? padded(end, true) : end + (end % 2));
  if (chunk === undefined) return true;
  return /^[\x20-\x7e]{4}$/.test(chunk.name) && chunk.start + chunk.size <= sizeBytes + 1;
}

async function readDataSize(read: ReadBytes, { start }: Chunk): Promise<number> {
  const sizes = await read(start, start + 16);
  return sizes.length < 16 ? 0 : Number(sizes.readBigUInt64LE(8));
}

function parseFormat(
  bytes: Buffer,
  size: number,
): Pick<PcmLayout, "format" | "channels" | "sampleRate"> | undefined {
  if (bytes.length < 16) return undefined;
  const tag = bytes.readUInt16LE(0);
  const channels = bytes.readUInt16LE(2);
  const sampleRate = bytes.readUInt32LE(4);
  const frameBytes = bytes.readUInt16LE(12);
  if (channels === 0 || sampleRate === 0) return undefined;
  const isExtended = tag === FORMAT.extensible && size >= 26 && bytes.length >= 26;
  const format = formatOf(isExtended ? bytes.readUInt16LE(24) : tag, frameBytes / channels);
  return format === undefined ? undefined : { format, channels, sampleRate };
}

function formatOf(tag: number, bytes: number): SampleFormat | undefined {
  if (tag === FORMAT.pcm) return sampleFormat(bytes === 1 ? "unsigned" : "signed", bytes, false);
  if (tag === FORMAT.float) return sampleFormat("float", bytes, false);
  if (tag === FORMAT.alaw) return sampleFormat("alaw", bytes, false);
  if (tag === FORMAT.mulaw) return sampleFormat("mulaw", bytes, false);
  return undefined;
}

function padded(size: number, isW64: boolean): number {
  return isW64 ? Math.ceil(size / 8) * 8 : size + (size % 2);
}

/** The head of a WAV that holds these samples and nothing else. */
export function wavHead(
  { format, channels, sampleRate }: Pick<PcmLayout, "format" | "channels" | "sampleRate">,
  dataBytes: number,
): Buffer {
  const head = Buffer.alloc(44);
  const frameBytes = format.bytes * channels;
  const tag = { unsigned: FORMAT.pcm, signed: FORMAT.pcm, ...FORMAT }[format.kind];
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + dataBytes, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(tag, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * frameBytes, 28);
  head.writeUInt16LE(frameBytes, 32);
  head.writeUInt16LE(format.bytes * 8, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(dataBytes, 40);
  return head;
}
