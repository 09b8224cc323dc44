import { createCrc } from "../crc.js";

/*
 * Ogg, RFC 3533: pages of up to 255 segments of up to 255 bytes. A packet ends with the first segment that is shorter; one
 * that does not end on its page goes on with the next. A page's granule position is the time at which the last packet
 * that ends on it ends.
 */
export interface OggPage {
  flags: number;
  /** Undefined where no packet ends on the page. */
  granule: number | undefined;
  serial: number;
  sequence: number;
  /** Lengths of its segments. */
  lacing: Buffer;
  body: Buffer;
}

export const CONTINUED = 1;
export const BEGINS = 2;
export const ENDS = 4;
export const MOST_PAGE_BYTES = 27 + 255 + 255 * 255;
/** What every page begins with. */
export const CAPTURE = "OggS";
const FIXED_BYTES = 27;
const NO_GRANULE = -1n;
const crc32 = createCrc(32, 0x04c11db7);

/** The page that begins `at` bytes into `bytes`; undefined where there is none, or not all of it. */
export function readPage(bytes: Buffer, at: number): OggPage | undefined {
  if (bytes.length < at + FIXED_BYTES || bytes.toString("latin1", at, at + 4) !== CAPTURE) return undefined;
  const bodyAt = at + FIXED_BYTES + (bytes[at + 26] ?? 0);
  const lacing = bytes.subarray(at + FIXED_BYTES, bodyAt);
  const body = bytes.subarray(bodyAt, bodyAt + lacing.reduce((sum, length) => sum + length, 0));
  const granule = bytes.readBigInt64LE(at + 6);
  const isWhole = bodyAt <= bytes.length && bodyAt + body.length <= bytes.length;
  if (!isWhole || body.length < lacing.reduce((sum, length) => sum + length, 0)) return undefined;
  return {
    flags: bytes[at + 5] ?? 0,
    granule: granule === NO_GRANULE ? undefined : Number(granule),
    serial: bytes.readUInt32LE(at + 14),
    sequence: bytes.readUInt32LE(at + 18),
    lacing,
    body,
  };
}

export function pageBytes({ lacing, body }: OggPage): number {
  return FIXED_BYTES + lacing.length + body.length;
}

/** A page's header, with the checksum of header and body. */
export function pageHeader({ flags, granule, serial, sequence, lacing, body }: OggPage): Buffer {
  const header = Buffer.alloc(FIXED_BYTES + lacing.length);
  header.write(CAPTURE, "latin1");
  header[5] = flags;
  header.writeBigInt64LE(granule === undefined ? NO_GRANULE : BigInt(granule), 6);
  header.writeUInt32LE(serial, 14);
  header.writeUInt32LE(sequence, 18);
  header[26] = lacing.length;
  lacing.copy(header, FIXED_BYTES);
  header.writeUInt32LE(crc32(body, crc32(header)), 22);
  return header;
}

/** Segment lengths of whole packets. */
export function lacingOf(packetLengths: readonly number[]): Buffer {
  return Buffer.concat(
    packetLengths.map((length) => {
      const segments = Buffer.alloc(Math.floor(length / 255) + 1, 255);
      segments[segments.length - 1] = length % 255;
      return segments;
    }),
  );
}

/** A packet's part on a page: its segments and bytes, counted on the page. */
export interface PagePart {
  firstSegment: number;
  /** Exclusive. */
  nextSegment: number;
  from: number;
  to: number;
  begins: boolean;
  ends: boolean;
}

export function partsOf({ flags, lacing }: OggPage): PagePart[] {
  const parts: PagePart[] = [];
  let firstSegment = 0;
  let from = 0;
  let to = 0;
  lacing.forEach((length, segment) => {
    to += length;
    const ends = length < 255;
    if (!ends && segment < lacing.length - 1) return;
    const begins = firstSegment > 0 || (flags & CONTINUED) === 0;
    parts.push({ firstSegment, nextSegment: segment + 1, from, to, begins, ends });
    firstSegment = segment + 1;
    from = to;
  });
  return parts;
}
