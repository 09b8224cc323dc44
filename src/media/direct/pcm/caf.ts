import type { SampleFormat } from "../../../domain/raw-samples.js";
import { sampleFormat, trueLength, type PcmLayout, type ReadBytes } from "./layout.js";

/*
 * Apple's Core Audio Format: "caff", version and flags (2 bytes each), then chunks of name (4 bytes) and size (8), big end
 * first. "desc" says what the samples are; "data" holds them after a count of 4 bytes, and may say -1 for its size.
 */
const MOST_CHUNKS = 1_000;
const FLAG_FLOAT = 1;
const FLAG_LITTLE_END_FIRST = 2;
const COUNT_BYTES = 4;

export async function readCafLayout(read: ReadBytes, sizeBytes: number): Promise<PcmLayout | undefined> {
  if ((await read(0, 4)).toString("latin1") !== "caff") return undefined;
  let description: Pick<PcmLayout, "format" | "channels" | "sampleRate"> | undefined;
  let at = 8;
  for (let count = 0; count < MOST_CHUNKS; count += 1) {
    const chunk = await read(at, at + 12);
    if (chunk.length < 12) return undefined;
    const name = chunk.toString("latin1", 0, 4);
    const size = Number(chunk.readBigInt64BE(4));
    const start = at + 12;
    if (name === "desc") description = parseDescription(await read(start, start + 32));
    if (name === "data" && description !== undefined) {
      const dataStart = start + COUNT_BYTES;
      const length = trueLength(size - COUNT_BYTES, sizeBytes - dataStart);
      return { container: "caf", ...description, dataStart, ...length };
    }
    if (size < 0) return undefined;
    at = start + size;
  }
  return undefined;
}

function parseDescription(bytes: Buffer) {
  if (bytes.length < 32) return undefined;
  const sampleRate = Math.round(bytes.readDoubleBE(0));
  const [flags, bytesInPacket, framesInPacket, channels] = [12, 16, 20, 24].map((at) =>
    bytes.readUInt32BE(at),
  );
  if (!(sampleRate >= 1) || channels === undefined || channels < 1 || framesInPacket !== 1) return undefined;
  const format = formatOf(bytes.toString("latin1", 8, 12), flags ?? 0, (bytesInPacket ?? 0) / channels);
  return format === undefined ? undefined : { format, channels, sampleRate };
}

function formatOf(name: string, flags: number, bytes: number): SampleFormat | undefined {
  if (name === "alaw") return sampleFormat("alaw", bytes, false);
  if (name === "ulaw") return sampleFormat("mulaw", bytes, false);
  if (name !== "lpcm") return undefined;
  const kind = (flags & FLAG_FLOAT) === 0 ? "signed" : "float";
  return sampleFormat(kind, bytes, (flags & FLAG_LITTLE_END_FIRST) === 0);
}
