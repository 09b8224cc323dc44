import type { PieceContent } from "../../port.js";
import type { AacConfig } from "./aac-config.js";
import { box, uint32 } from "./boxes.js";

/** What a file is made of that holds some of a track's samples. */
export interface M4aParts {
  config: AacConfig;
  timescale: number;
  sampleCount: number;
  /** How many samples follow that are how long, in units of the time scale. */
  durations: [count: number, length: number][];
  sizeTable: PieceContent;
  ranges: readonly { from: number; to: number }[];
}

const UNITY_MATRIX = Buffer.concat([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(uint32));
const ENGLISH_UNDETERMINED = 0x55c40000;
const MOVIE_TIMESCALE = 1000;
/** The field has 16 bits; AAC's own config tells the rate. */
const MOST_NAMED_RATE = 0xffff;

/**
 * A sound-only MP4 whose first sample is time zero: no edit list, which some decoders follow and others do not. The sizes
 * come last in the tables, so that they may be taken from the recording, where they stand alike.
 */
export function m4aFile({
  config,
  timescale,
  sampleCount,
  durations,
  sizeTable,
  ranges,
}: M4aParts): PieceContent[] {
  const length = durations.reduce((sum, [count, each]) => sum + count * each, 0);
  const movieLength = Math.round((length / timescale) * MOVIE_TIMESCALE);
  const dataBytes = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  const sizeTableBytes = sampleCount * 4;

  const ftyp = box("ftyp", Buffer.from("M4A \0\0\0\0M4A mp42isom", "latin1"));
  const mvhd = box(
    "mvhd",
    ...[0, 0, 0, MOVIE_TIMESCALE, movieLength, 0x10000, 0x1000000, 0, 0],
    ...[UNITY_MATRIX, Buffer.alloc(24), 2],
  );
  const tkhd = box("tkhd", ...[7, 0, 0, 1, 0, movieLength, 0, 0, 0, 0x1000000], UNITY_MATRIX, 0, 0);
  const mdhd = box("mdhd", ...[0, 0, 0, timescale, length, ENGLISH_UNDETERMINED]);
  const hdlr = box("hdlr", ...[0, 0], Buffer.from("soun", "latin1"), ...[0, 0, 0], Buffer.alloc(1));
  const dinf = box("dinf", box("dref", 0, 1, box("url ", 1)));
  const stts = box("stts", 0, durations.length, ...durations.flat());
  const stsc = box("stsc", 0, 1, 1, sampleCount, 1);
  const stszHead = [uint32(20 + sizeTableBytes), Buffer.from("stsz", "latin1"), 0, 0, sampleCount] as const;

  const withTables = (dataAt: number): Buffer => {
    // The size table's bytes are not here but count in every box around them.
    const stbl = grown(
      "stbl",
      sizeTableBytes,
      stsd(config),
      stts,
      stsc,
      box("stco", 0, 1, dataAt),
      ...stszHead,
    );
    const minf = grown("minf", sizeTableBytes, box("smhd", 0, 0), dinf, stbl);
    const mdia = grown("mdia", sizeTableBytes, mdhd, hdlr, minf);
    return Buffer.concat([
      ftyp,
      grown("moov", sizeTableBytes, mvhd, grown("trak", sizeTableBytes, tkhd, mdia)),
    ]);
  };
  const mdat = Buffer.concat([uint32(8 + dataBytes), Buffer.from("mdat", "latin1")]);
  const dataAt = withTables(0).length + sizeTableBytes + mdat.length;
  return [{ bytes: withTables(dataAt) }, sizeTable, { bytes: mdat }, ...ranges];
}

/** A box that goes on behind what is given here. */
function grown(type: string, more: number, ...content: (Buffer | number)[]): Buffer {
  const bytes = box(type, ...content);
  bytes.writeUInt32BE(bytes.length + more);
  return bytes;
}

function stsd({ bytes: config, coreRate, channels }: AacConfig): Buffer {
  const specific = Buffer.concat([Buffer.from([5, config.length]), config]);
  // MPEG-4 AAC in a stream of sound; buffer size and bit rates untold.
  const decoder = Buffer.concat([
    Buffer.from([4, 13 + specific.length, 0x40, 0x15]),
    Buffer.alloc(11),
    specific,
  ]);
  const esds = box(
    "esds",
    ...[0, Buffer.from([3, 3 + decoder.length + 3, 0, 1, 0]), decoder, Buffer.from([6, 1, 2])],
  );
  const mp4a = box(
    "mp4a",
    ...[0, 1, 0, 0, (channels << 16) | 16, 0, coreRate <= MOST_NAMED_RATE ? coreRate * 0x10000 : 0],
    esds,
  );
  return box("stsd", 0, 1, mp4a);
}
