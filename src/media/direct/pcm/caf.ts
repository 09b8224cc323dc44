import type { SampleFormat } from "../../../domain/raw-samples.js";
import { sampleFormat, trueLength, type PcmLayout, type ReadBytes } from "./layout.js";

/*
 * Apple's Core Audio Format: "caff", version and flags (2 bytes each), then chunks of name (4 bytes) and size (8), big end
 * first. "desc" says what the samples are; "data" holds them after a count of 4 bytes, and may say -1 for its size; "pakt"
 * tells the lengths of packets, of which it begins with the number.
 */
const MOST_CHUNKS = 1_000;
const FLAG_FLOAT = 1;
const FLAG_LITTLE_END_FIRST = 2;
const COUNT_BYTES = 4;

export async function readCafLayout(read: ReadBytes, sizeBytes: number): Promise<PcmLayout | undefined> {
  const { desc, data } = await readChunks(read);
  const description = desc && parseDescription(desc.head);
  if (description === undefined || data === undefined) return undefined;
  const format = formatOf(description);
  const { channels, sampleRate, framesInPacket } = description;
  if (format === undefined || framesInPacket !== 1) return undefined;
  return { container: "caf", format, channels, sampleRate, ...samplesIn(data, sizeBytes) };
}

/** Where a table says that there are no packets, and how many there are, all of the same length. */
export async function emptyPacketTable(
  read: ReadBytes,
  sizeBytes: number,
): Promise<{ at: number; packets: number } | undefined> {
  const { desc, data, pakt } = await readChunks(read);
  if (desc === undefined || data === undefined || pakt === undefined) return undefined;
  const bytesInPacket = parseDescription(desc.head)?.bytesInPacket ?? 0;
  const isEmpty = pakt.head.length >= 8 && pakt.head.readBigInt64BE() === 0n;
  if (bytesInPacket === 0 || !isEmpty) return undefined;
  return { at: pakt.start, packets: Math.floor(samplesIn(data, sizeBytes).dataBytes / bytesInPacket) };
}

interface Chunk {
  /** Of what it holds: where that begins, its first bytes, and how long it says that it is. */
  start: number;
  head: Buffer;
  size: number;
}

const HEAD_BYTES = 32;

/** The first of each name, up to the one that says nothing of its length; none in what is no CAF. */
async function readChunks(read: ReadBytes): Promise<Partial<Record<string, Chunk>>> {
  const chunks: Partial<Record<string, Chunk>> = {};
  if ((await read(0, 4)).toString("latin1") !== "caff") return chunks;
  let at = 8;
  for (let count = 0; count < MOST_CHUNKS; count += 1) {
    const chunk = await read(at, at + 12);
    if (chunk.length < 12) break;
    const name = chunk.toString("latin1", 0, 4);
    const size = Number(chunk.readBigInt64BE(4));
    const start = at + 12;
    chunks[name] ??= { start, head: await read(start, start + HEAD_BYTES), size };
    if (size < 0) break;
    at = start + size;
  }
  return chunks;
}

function samplesIn({ start, size }: Chunk, sizeBytes: number) {
  const dataStart = start + COUNT_BYTES;
  return { dataStart, ...trueLength(size - COUNT_BYTES, sizeBytes - dataStart) };
}

interface Description {
  name: string;
  flags: number;
  bytesInPacket: number;
  framesInPacket: number;
  channels: number;
  sampleRate: number;
}

function parseDescription(bytes: Buffer): Description | undefined {
  if (bytes.length < 32) return undefined;
  const sampleRate = Math.round(bytes.readDoubleBE(0));
  const channels = bytes.readUInt32BE(24);
  if (!(sampleRate >= 1) || channels < 1) return undefined;
  return {
    ...{ name: bytes.toString("latin1", 8, 12), flags: bytes.readUInt32BE(12), channels, sampleRate },
    ...{ bytesInPacket: bytes.readUInt32BE(16), framesInPacket: bytes.readUInt32BE(20) },
  };
}

function formatOf({ name, flags, bytesInPacket, channels }: Description): SampleFormat | undefined {
  const bytes = bytesInPacket / channels;
  if (name === "alaw") return sampleFormat("alaw", bytes, false);
  if (name === "ulaw") return sampleFormat("mulaw", bytes, false);
  if (name !== "lpcm") return undefined;
  const kind = (flags & FLAG_FLOAT) === 0 ? "signed" : "float";
  return sampleFormat(kind, bytes, (flags & FLAG_LITTLE_END_FIRST) === 0);
}
