import { frameKind, HEADER_BYTES } from "./frame.js";

/** What encoders tell in a first frame without sound. */
export interface InfoFrame {
  /** Frames of sound, and bytes of the whole. */
  frames: number | undefined;
  bytes: number | undefined;
  /** Samples at the start and at the end that are not the recording's; undefined where they are not told. */
  delaySamples: number | undefined;
  paddingSamples: number;
}

/** Samples that any decoder is late by: 528, and one (LAME's technical FAQ). */
const DECODER_DELAY = 529;
/** ffmpeg takes the delay from these alone, and times of other tools follow it. */
const KNOWN_ENCODERS = ["LAME", "Lavf", "Lavc"];
const VBRI_AT = 36;

/** Reads the "Xing", "Info" or "VBRI" frame; undefined where the frame holds sound. */
export function parseInfoFrame(frame: Buffer, header: number): InfoFrame | undefined {
  if (frame.toString("latin1", VBRI_AT, VBRI_AT + 4) === "VBRI" && frame.length >= VBRI_AT + 18)
    return {
      bytes: frame.readUInt32BE(VBRI_AT + 10),
      frames: frame.readUInt32BE(VBRI_AT + 14),
      delaySamples: undefined,
      paddingSamples: 0,
    };
  const start = HEADER_BYTES + frameKind(header).sideBytes;
  const name = frame.toString("latin1", start, start + 4);
  if ((name !== "Xing" && name !== "Info") || frame.length < start + 8) return undefined;

  const flags = frame.readUInt32BE(start + 4);
  let at = start + 8;
  const field = (flag: number, length: number): number | undefined => {
    if ((flags & flag) === 0) return undefined;
    at += length;
    return length === 4 && at <= frame.length ? frame.readUInt32BE(at - 4) : undefined;
  };
  const frames = field(1, 4);
  const bytes = field(2, 4);
  field(4, 100);
  field(8, 4);
  const encoder = frame.toString("latin1", at, at + 4);
  const gapless =
    KNOWN_ENCODERS.includes(encoder) && at + 24 <= frame.length ? frame.readUIntBE(at + 21, 3) : undefined;
  return {
    frames,
    bytes,
    delaySamples: gapless === undefined ? undefined : (gapless >> 12) + DECODER_DELAY,
    paddingSamples: gapless === undefined ? 0 : Math.max(0, (gapless & 0xfff) - DECODER_DELAY),
  };
}
