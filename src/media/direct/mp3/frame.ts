/*
 * The 32 bits that each frame of an MP3 begins with (ISO 11172-3 and 13818-3, layer III):
 *
 *   11 sync   2 version   2 layer   1 no CRC   4 bit rate   2 sample rate   1 padding   1 private   2 mode   6 other
 */
export const HEADER_BYTES = 4;

const SYNC = 0xffe0_0000;
const LAYER_III = 1;
const MPEG_1 = 3;
const MPEG_2 = 2;
const MPEG_2_5 = 0;
const MONO = 3;
const KBITS = {
  mpeg1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  later: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const RATES = [44_100, 48_000, 32_000] as const;

/** What the frames of one recording have in common. */
export interface FrameKind {
  sampleRate: number;
  samplesPerFrame: number;
  channels: number;
  /** Bytes after the header that say how the sound is packed. */
  sideBytes: number;
  /** How far back, in bytes of earlier frames, a frame's sound may begin: the bit reservoir. */
  reservoirBytes: number;
}

const LENGTHS = frameLengths();

/** Length in bytes of the frame whose header this is; zero for what is no header. */
export function frameBytes(header: number): number {
  return (header & SYNC) >>> 0 === SYNC ? (LENGTHS[keyOf(header)] ?? 0) : 0;
}

/** Frames that decode alike have this in common: version, sample rate, and whether there is one channel. */
export function kindKey(header: number): number {
  const isMono = ((header >>> 6) & 3) === MONO ? 1 : 0;
  return (((header >>> 19) & 3) << 3) | (((header >>> 10) & 3) << 1) | isMono;
}

export function frameKind(header: number): FrameKind {
  const version = (header >>> 19) & 3;
  const isMono = ((header >>> 6) & 3) === MONO;
  const isFirst = version === MPEG_1;
  return {
    sampleRate: rateOf(version, (header >>> 10) & 3),
    samplesPerFrame: isFirst ? 1152 : 576,
    channels: isMono ? 1 : 2,
    sideBytes: isFirst ? (isMono ? 17 : 32) : isMono ? 9 : 17,
    reservoirBytes: isFirst ? 511 : 255,
  };
}

/** Version, layer, bit rate, sample rate and padding. */
function keyOf(header: number): number {
  return (((header >>> 17) & 0xf) << 7) | ((header >>> 9) & 0x7f);
}

function frameLengths(): Uint16Array {
  const lengths = new Uint16Array(2048);
  for (const version of [MPEG_1, MPEG_2, MPEG_2_5])
    for (let bitRate = 1; bitRate < 15; bitRate += 1)
      for (let rate = 0; rate < 3; rate += 1)
        for (const padding of [0, 1]) {
          const kbits = (version === MPEG_1 ? KBITS.mpeg1 : KBITS.later)[bitRate] ?? 0;
          const bytesAtOne = version === MPEG_1 ? 144 : 72;
          const length = Math.floor((bytesAtOne * kbits * 1000) / rateOf(version, rate)) + padding;
          lengths[(((version << 2) | LAYER_III) << 7) | (bitRate << 3) | (rate << 1) | padding] = length;
        }
  return lengths;
}

function rateOf(version: number, index: number): number {
  const rate = RATES[index] ?? 0;
  return version === MPEG_1 ? rate : version === MPEG_2 ? rate / 2 : rate / 4;
}

export function headerAt(data: Buffer, at: number): number {
  return (
    (((data[at] ?? 0) << 24) |
      ((data[at + 1] ?? 0) << 16) |
      ((data[at + 2] ?? 0) << 8) |
      (data[at + 3] ?? 0)) >>>
    0
  );
}
