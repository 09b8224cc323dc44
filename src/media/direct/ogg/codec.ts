import { modeBlocks } from "./vorbis-modes.js";

/** What has to be known of a codec to tell how long its packets sound. Times are in samples of `granuleRate`. */
export interface PacketCodec {
  name: "opus" | "vorbis";
  granuleRate: number;
  /** Of the sound that decoders give. */
  sampleRate: number;
  channels: number;
  /** Samples at the beginning that decoders throw away, by the stream's own header. */
  preSkip: number;
  /** Decoders need so much before what they are to give; at least as long as a packet, where the first is mute. */
  leadSamples: number;
  /** Decoders give no sound for the first packet, which only the second needs. */
  firstIsMute: boolean;
  /** How long a packet sounds, after one that left `before` behind; zero for the first. */
  measure(packet: Buffer, before: number): { samples: number; after: number };
}

const OPUS_RATE = 48_000;
/** RFC 7845, section 4.6. */
const OPUS_LEAD_SAMPLES = 3_840;
/** From an Opus packet's first byte, RFC 6716 section 3.1, in samples: SILK, hybrid, CELT. */
const OPUS_FRAMES = [480, 960, 1920, 2880, 480, 960, 120, 240, 480, 960];

/** `OpusHead`, RFC 7845 section 5.1. */
export function readOpusHead(head: Buffer): PacketCodec | undefined {
  if (head.length < 19 || head.toString("latin1", 0, 8) !== "OpusHead" || (head[8] ?? 0) > 15)
    return undefined;
  return {
    name: "opus",
    granuleRate: OPUS_RATE,
    sampleRate: OPUS_RATE,
    channels: head[9] ?? 0,
    preSkip: head.readUInt16LE(10),
    leadSamples: OPUS_LEAD_SAMPLES,
    firstIsMute: false,
    measure: (packet) => ({ samples: opusSamples(packet), after: 0 }),
  };
}

export function opusSamples(packet: Buffer): number {
  const [toc = 0, count = 0] = packet;
  const config = toc >> 3;
  const table = config < 12 ? config & 3 : config < 16 ? 4 + (config & 1) : 6 + (config & 3);
  const frames = [1, 2, 2, count & 63][toc & 3] ?? 1;
  return packet.length === 0 ? 0 : (OPUS_FRAMES[table] ?? 0) * frames;
}

/** Vorbis I: identification and set-up headers. */
export function readVorbisHeaders(head: Buffer, setup: Buffer): PacketCodec | undefined {
  if (head.length < 30 || head.toString("latin1", 0, 7) !== "\u0001vorbis") return undefined;
  const sizes = head[28] ?? 0;
  const modes = modeBlocks(setup);
  if (modes === undefined) return undefined;
  const sampleRate = head.readUInt32LE(12);
  const blocks = modes.map((isLong) => 1 << (isLong ? sizes >> 4 : sizes & 15));
  const modeMask = 2 ** Math.ceil(Math.log2(blocks.length)) - 1;
  return {
    name: "vorbis",
    granuleRate: sampleRate,
    sampleRate,
    channels: head[11] ?? 0,
    preSkip: 0,
    leadSamples: blocks.reduce((most, block) => Math.max(most, block), 0) / 2,
    firstIsMute: true,
    measure(packet, before) {
      const [first = 1] = packet;
      // Empty packets and headers sound for no time.
      if (packet.length === 0 || (first & 1) === 1) return { samples: 0, after: before };
      const block = blocks[(first >> 1) & modeMask] ?? 0;
      return { samples: before === 0 ? 0 : (before + block) / 4, after: block };
    },
  };
}
