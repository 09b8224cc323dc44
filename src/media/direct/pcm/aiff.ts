import type { SampleFormat } from "../../../domain/raw-samples.js";
import { sampleFormat, trueLength, type PcmLayout, type ReadBytes } from "./layout.js";

/*
 * AIFF and AIFF-C: "FORM" size "AIFF" or "AIFC", then chunks of name (4 bytes), size (4), padded to 2, big end first. "COMM"
 * says what the samples are, "SSND" holds them after 8 bytes of its own.
 */
const MOST_CHUNKS = 1_000;
const SOUND_HEAD_BYTES = 8;

export async function readAiffLayout(read: ReadBytes, sizeBytes: number): Promise<PcmLayout | undefined> {
  const head = await read(0, 12);
  const kind = head.toString("latin1", 8, 12);
  if (head.toString("latin1", 0, 4) !== "FORM" || !["AIFF", "AIFC"].includes(kind)) return undefined;

  let common: (Pick<PcmLayout, "format" | "channels" | "sampleRate"> & { frames: number }) | undefined;
  let sound: { start: number; size: number } | undefined;
  let at = 12;
  for (let count = 0; count < MOST_CHUNKS && !(common && sound); count += 1) {
    const chunk = await read(at, at + 8);
    if (chunk.length < 8) break;
    const name = chunk.toString("latin1", 0, 4);
    const size = chunk.readUInt32BE(4);
    if (name === "COMM") common = parseCommon(await read(at + 8, at + 8 + 22), kind === "AIFC");
    if (name === "SSND") {
      const soundHead = await read(at + 8, at + 8 + SOUND_HEAD_BYTES);
      if (soundHead.length < SOUND_HEAD_BYTES) break;
      const offset = soundHead.readUInt32BE(0);
      sound = { start: at + 8 + SOUND_HEAD_BYTES + offset, size: size - SOUND_HEAD_BYTES - offset };
    }
    at += 8 + size + (size % 2);
  }
  if (common === undefined || sound === undefined || sound.start >= sizeBytes) return undefined;
  const { frames, ...layout } = common;
  const frameBytes = layout.format.bytes * layout.channels;
  const available = sizeBytes - sound.start;
  const claimed = sound.size > 0 ? Math.min(sound.size, frames > 0 ? frames * frameBytes : Infinity) : 0;
  return { container: "aiff", ...layout, dataStart: sound.start, ...trueLength(claimed, available) };
}

function parseCommon(bytes: Buffer, isCompressed: boolean) {
  if (bytes.length < 18) return undefined;
  const channels = bytes.readUInt16BE(0);
  const frames = bytes.readUInt32BE(2);
  const sampleBytes = Math.ceil(bytes.readUInt16BE(6) / 8);
  const sampleRate = readExtended(bytes, 8);
  const compression = isCompressed ? bytes.toString("latin1", 18, 22) : "NONE";
  const format = formatOf(compression, sampleBytes);
  if (format === undefined || channels === 0 || !(sampleRate >= 1)) return undefined;
  return { format, channels, sampleRate: Math.round(sampleRate), frames };
}

function formatOf(compression: string, bytes: number): SampleFormat | undefined {
  switch (compression) {
    case "NONE":
    case "twos":
      return sampleFormat("signed", bytes, true);
    case "sowt":
      return sampleFormat("signed", bytes, false);
    case "in24":
      return sampleFormat("signed", 3, true);
    case "in32":
      return sampleFormat("signed", 4, true);
    case "fl32":
    case "FL32":
      return sampleFormat("float", 4, true);
    case "fl64":
    case "FL64":
      return sampleFormat("float", 8, true);
    case "alaw":
    case "ALAW":
      return sampleFormat("alaw", 1, false);
    case "ulaw":
    case "ULAW":
      return sampleFormat("mulaw", 1, false);
    default:
      return undefined;
  }
}

/** IEEE 754 extended precision: sign and exponent in 16 bits, then a mantissa of 64 with its leading one. */
function readExtended(bytes: Buffer, at: number): number {
  const exponent = (bytes.readUInt16BE(at) & 0x7fff) - 16_383;
  const mantissa = Number(bytes.readBigUInt64BE(at + 2));
  return mantissa * 2 ** (exponent - 63);
}
