/*
 * AudioSpecificConfig, ISO/IEC 14496-3 section 1.6.2.1, as far as AAC-LC goes, alone or as the core of HE-AAC: there its
 * rate and frames are the core's, and decoders give twice as many samples.
 */
export interface AacConfig {
  /** The config's own bytes. */
  bytes: Buffer;
  coreRate: number;
  /** Of the sound that decoders give. */
  sampleRate: number;
  channels: number;
  /** Samples of the core in each packet. */
  frameSamples: number;
}

const RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];
const EXPLICIT_RATE = 15;
const LOW_COMPLEXITY = 2;
const SPECTRAL_BAND_REPLICATION = 5;
const PARAMETRIC_STEREO = 29;
/** Announces, behind a plain config, that packets also hold what HE-AAC adds. */
const SYNC_EXTENSION = 0x2b7;
const PS_EXTENSION = 0x548;
const ADTS_HEADER_BYTES = 7;
const LONGEST_ADTS_FRAME = 0x1fff;

/** Undefined for what is not AAC-LC at its core, and for channels that the config describes one by one. */
export function readAacConfig(bytes: Buffer): AacConfig | undefined {
  const bits = createBits(bytes);
  let objectType = bits.objectType();
  const coreRate = bits.rate();
  const channelConfig = bits.take(4);
  let sampleRate = coreRate;
  let isStereoByParameters = objectType === PARAMETRIC_STEREO;
  if (objectType === SPECTRAL_BAND_REPLICATION || objectType === PARAMETRIC_STEREO) {
    sampleRate = bits.rate();
    objectType = bits.objectType();
  }
  if (objectType !== LOW_COMPLEXITY || channelConfig === 0 || channelConfig > 7) return undefined;
  const frameSamples = bits.take(1) === 1 ? 960 : 1024;
  if (bits.take(1) === 1) bits.take(14);
  bits.take(1);
  if (sampleRate === coreRate && bits.left() >= 16 && bits.take(11) === SYNC_EXTENSION) {
    if (bits.objectType() === SPECTRAL_BAND_REPLICATION && bits.take(1) === 1) {
      sampleRate = bits.rate();
      isStereoByParameters = bits.left() >= 12 && bits.take(11) === PS_EXTENSION && bits.take(1) === 1;
    }
  }
  // ADTS has no other rates.
  if (!RATES.includes(coreRate)) return undefined;
  const channels = channelConfig === 7 ? 8 : channelConfig;
  return {
    bytes,
    coreRate,
    sampleRate,
    channels: isStereoByParameters && channels === 1 ? 2 : channels,
    frameSamples,
  };
}

/** The header of one packet as an ADTS frame; undefined where the packet is longer than that can say. */
export function adtsHeader({ coreRate, bytes }: AacConfig, packetBytes: number): Buffer | undefined {
  const frameBytes = packetBytes + ADTS_HEADER_BYTES;
  if (frameBytes > LONGEST_ADTS_FRAME) return undefined;
  const rateIndex = RATES.indexOf(coreRate);
  const bits = createBits(bytes);
  bits.objectType();
  bits.rate();
  const channelConfig = bits.take(4);
  return Buffer.from([
    0xff,
    // MPEG-4, no checksum.
    0xf1,
    ((LOW_COMPLEXITY - 1) << 6) | (rateIndex << 2) | (channelConfig >> 2),
    ((channelConfig & 3) << 6) | (frameBytes >> 11),
    (frameBytes >> 3) & 0xff,
    // The buffer's fullness is not told.
    ((frameBytes & 7) << 5) | 0x1f,
    0xfc,
  ]);
}

/** Whether a packet may be the first of AAC sound: its first element is one of sound, or precedes one. */
export function looksLikeAac(packet: Buffer): boolean {
  const [first] = packet;
  const END = 7;
  return first !== undefined && first >> 5 !== END;
}

function createBits(bytes: Buffer) {
  let at = 0;
  function take(count: number): number {
    let value = 0;
    for (let taken = 0; taken < count; taken += 1, at += 1)
      value = value * 2 + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  }
  return {
    take,
    left: () => bytes.length * 8 - at,
    objectType(): number {
      const type = take(5);
      return type === 31 ? 32 + take(6) : type;
    },
    rate(): number {
      const index = take(4);
      return index === EXPLICIT_RATE ? take(24) : (RATES[index] ?? 0);
    },
  };
}
