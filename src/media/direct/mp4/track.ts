import { NARROW_BAND, WIDE_BAND, type AmrBand } from "../amr/frames.js";
import { readAacConfig, type AacConfig } from "./aac-config.js";
import { boxAt, boxesOf } from "./boxes.js";

/** ffmpeg's name of MP4 and its kin. */
export const MP4_CONTAINER = "mov,mp4,m4a,3gp,3g2,mj2";

/** A sound track of AAC or AMR, without its samples. */
export interface Track {
  id: number;
  codec: AacConfig | AmrBand;
  timescale: number;
  edits: Edits;
  /** Its sample tables, a view of the `moov` box. */
  stbl: Buffer;
}

/** Which part of a track sounds when. */
export interface Edits {
  /** Silence before it. */
  delaySeconds: number;
  /** In units of the track: what lies before is not part of the recording, nor what lies behind. */
  from: number;
  to: number;
}

/** Tracks of one kind: `soun`, `vide`. */
export function tracksOf(moov: Buffer, kind: string): Buffer[] {
  return boxesOf(moov, "trak").filter(
    (trak) => boxAt(trak, "mdia", "hdlr")?.toString("latin1", 8, 12) === kind,
  );
}

export function timescaleOf(box: Buffer | undefined): number {
  if (box === undefined || box.length < 24) return 0;
  return box.readUInt32BE(box[0] === 1 ? 20 : 12);
}

/** Undefined where it is neither plain AAC nor AMR with a frame a sample, or is edited more than recorders do. */
export function readTrack(trak: Buffer, movieTimescale: number): Track | undefined {
  const tkhd = boxAt(trak, "tkhd");
  const timescale = timescaleOf(boxAt(trak, "mdia", "mdhd"));
  const stbl = boxAt(trak, "mdia", "minf", "stbl");
  const stsd = stbl && boxAt(stbl, "stsd");
  const edits = readEdits(trak, movieTimescale, timescale);
  if (tkhd === undefined || stbl === undefined || stsd === undefined) return undefined;
  if (timescale === 0 || edits === undefined || stsd.readUInt32BE(4) !== 1) return undefined;
  const entries = stsd.subarray(8);
  const [aac] = boxesOf(entries, "mp4a");
  const codec = aac === undefined ? readAmrBand(entries) : readDescription(aac);
  if (codec === undefined) return undefined;
  return { id: tkhd.readUInt32BE(tkhd[0] === 1 ? 20 : 12), codec, timescale, edits, stbl };
}

/** Box `elst`: at most one stretch of silence, then one of the track. */
export function readEdits(trak: Buffer, movieTimescale: number, timescale: number): Edits | undefined {
  const elst = boxAt(trak, "edts", "elst");
  const edits: Edits = { delaySeconds: 0, from: 0, to: Infinity };
  if (elst === undefined || elst.length < 8) return edits;
  const isLong = elst[0] === 1;
  const entryBytes = isLong ? 20 : 12;
  const count = elst.readUInt32BE(4);
  if (elst.length < 8 + count * entryBytes) return undefined;
  let isPlaced = false;
  for (let at = 8; at < 8 + count * entryBytes; at += entryBytes) {
    const duration = isLong ? Number(elst.readBigUInt64BE(at)) : elst.readUInt32BE(at);
    const mediaTime = isLong ? Number(elst.readBigInt64BE(at + 8)) : elst.readInt32BE(at + 4);
    if (isPlaced || elst.readInt32BE(at + entryBytes - 4) !== 0x10000) return undefined;
    if (mediaTime < 0) edits.delaySeconds += duration / movieTimescale;
    else {
      edits.from = mediaTime;
      // Zero is what fragmented files say, which end when they end.
      if (duration > 0) edits.to = mediaTime + (duration / movieTimescale) * timescale;
      isPlaced = true;
    }
  }
  return edits;
}

const ENTRY_HEADER_BYTES = 28;
/** What QuickTime's versions 1 and 2 of the description have more. */
const QUICKTIME_BYTES = [0, 16, 36];
/** Of box `damr`, behind four letters of the maker's, a version, which kinds of frames there are, and how often they change. */
const FRAMES_A_SAMPLE_AT = 8;
const ES_DESCRIPTOR = 3;
const DECODER_CONFIG = 4;
const DECODER_SPECIFIC = 5;
/** MPEG-4 AAC, and MPEG-2 AAC in low complexity. */
const AAC_OBJECTS = new Set([0x40, 0x67]);

function readAmrBand(entries: Buffer): AmrBand | undefined {
  const [narrow] = boxesOf(entries, "samr");
  const [wide] = boxesOf(entries, "sawb");
  const entry = narrow ?? wide;
  const damr = entry && boxAt(entry.subarray(ENTRY_HEADER_BYTES), "damr");
  if (damr?.[FRAMES_A_SAMPLE_AT] !== 1) return undefined;
  return narrow === undefined ? WIDE_BAND : NARROW_BAND;
}

function readDescription(entry: Buffer): AacConfig | undefined {
  if (entry.length < ENTRY_HEADER_BYTES) return undefined;
  const children = entry.subarray(ENTRY_HEADER_BYTES + (QUICKTIME_BYTES[entry.readUInt16BE(8)] ?? 0));
  const esds = boxAt(children, "esds") ?? boxAt(children, "wave", "esds");
  if (esds === undefined) return undefined;
  const stream = descriptor(esds.subarray(4), ES_DESCRIPTOR);
  if (stream === undefined || stream.length < 3) return undefined;
  const flags = stream[2] ?? 0;
  const optional =
    (flags & 0x80 ? 2 : 0) + (flags & 0x40 ? 1 + (stream[3] ?? 0) : 0) + (flags & 0x20 ? 2 : 0);
  const decoder = descriptor(stream.subarray(3 + optional), DECODER_CONFIG);
  if (decoder === undefined || !AAC_OBJECTS.has(decoder[0] ?? 0)) return undefined;
  const bytes = descriptor(decoder.subarray(13), DECODER_SPECIFIC);
  const config = bytes && readAacConfig(bytes);
  if (config === undefined) return undefined;
  // HE-AAC that is told by its packets alone: the description then names the rate that decoders give.
  const namedRate = entry.readUInt16BE(24);
  return namedRate === config.coreRate * 2 && config.coreRate <= 24_000
    ? { ...config, sampleRate: namedRate }
    : config;
}

/** Content of the first descriptor, if it is of this kind: a tag, a length of up to four times seven bits, the content. */
function descriptor(bytes: Buffer, tag: number): Buffer | undefined {
  if (bytes[0] !== tag) return undefined;
  let at = 1;
  let length = 0;
  for (; at < 5; at += 1) {
    const byte = bytes[at] ?? 0;
    length = (length << 7) | (byte & 0x7f);
    if ((byte & 0x80) === 0) break;
  }
  const content = bytes.subarray(at + 1, at + 1 + length);
  return content.length === length ? content : undefined;
}
