import { createDriftMeter, DRIFT_STRETCH_SECONDS } from "../drift.js";
import { readOpusHead, readVorbisHeaders, type PacketCodec } from "./codec.js";
import { BEGINS, pageBytes, partsOf, type OggPage } from "./page.js";

/** One logical stream and where its pages are. */
export interface OggStream {
  serial: number;
  codec: PacketCodec;
  /** The first header, and where the third lies, if the codec has one. */
  head: Buffer;
  setup: { from: number; to: number }[];
  /** Of each page on which a packet begins: its first byte, when the first of those begins, and what it is after. */
  pagesAt: number[];
  pageTimes: number[];
  pageCarries: number[];
  endAt: number;
  /** The end of its sound, which may be before its last packet's. */
  endTime: number;
  /** Add this to a time for the granule position. */
  granuleOffset: number;
  mostDrift: number;
}

const OPUS_HEADERS = 2;
const VORBIS_HEADERS = 3;

/** Makes a stream of all its pages, without decoding, since nothing else shows gaps and a wrong end. */
export function createStreamBuilder() {
  const headers = createHeaderReader();
  const pagesAt: number[] = [];
  const pageTimes: number[] = [];
  const pageCarries: number[] = [];
  let serial: number | undefined;
  let codec: PacketCodec | undefined;
  let unfinished: Buffer | undefined;
  let time = 0;
  let carry = 0;
  let firstOffset = 0;
  let last: { time: number; offset: number } | undefined;
  let trimmed = 0;
  let drift = createDriftMeter(Infinity);

  function addSound(page: OggPage, at: number, own: PacketCodec): void {
    let isIndexed = false;
    for (const { from, to, begins, ends } of partsOf(page)) {
      if (begins && !isIndexed) {
        pagesAt.push(at);
        pageTimes.push(time);
        pageCarries.push(carry);
        isIndexed = true;
      }
      const part = page.body.subarray(from, to);
      const packet: Buffer = begins || unfinished === undefined ? part : unfinished;
      // What tells a packet's length stands at its beginning.
      unfinished = ends ? undefined : Buffer.from(packet);
      if (!ends) continue;
      const { samples, after } = own.measure(packet, carry);
      time += samples;
      carry = after;
    }
    if (page.granule === undefined) return;
    const offset = page.granule - time;
    if (last === undefined) firstOffset = offset;
    else drift.add(last.time, last.offset);
    // The last page may end before its packets do.
    trimmed = Math.max(0, (last?.offset ?? 0) - offset);
    last = { time, offset };
  }

  return {
    /** False where this is no stream to be cut here. */
    add(page: OggPage, at: number): boolean {
      const begins = (page.flags & BEGINS) !== 0;
      if (begins !== (serial === undefined)) return false;
      serial ??= page.serial;
      if (page.serial !== serial) return false;
      if (codec !== undefined) {
        addSound(page, at, codec);
        return true;
      }
      const state = headers.add(page, at);
      if (state === "whole") {
        codec = headers.codec();
        drift = createDriftMeter(DRIFT_STRETCH_SECONDS * (codec?.granuleRate ?? 1));
      }
      return state === "more" || codec !== undefined;
    },
    isMute: () => time === 0,
    stream(endAt: number): OggStream | undefined {
      const head = headers.head();
      if (
        codec === undefined ||
        serial === undefined ||
        head === undefined ||
        last === undefined ||
        time === 0
      )
        return undefined;
      if (trimmed === 0) drift.add(last.time, last.offset);
      return {
        serial,
        codec,
        head,
        setup: headers.setup,
        ...{ pagesAt, pageTimes, pageCarries, endAt },
        endTime: time - trimmed,
        // The first page alone may be trimmed at its end, and then tells nothing.
        granuleOffset: Math.max(0, firstOffset),
        mostDrift: drift.most(),
      };
    },
  };
}

/** Collects the packets before the sound, which end with a page of their own. */
function createHeaderReader() {
  const packets: Buffer[] = [];
  const setup: OggStream["setup"] = [];
  let unfinished: Buffer[] = [];
  const isOpus = (): boolean => packets[0]?.toString("latin1", 0, 8) === "OpusHead";
  return {
    setup,
    head: () => packets[0],
    add(page: OggPage, at: number): "more" | "whole" | "other" {
      const bodyAt = at + pageBytes(page) - page.body.length;
      for (const { from, to, ends } of partsOf(page)) {
        if (packets.length === VORBIS_HEADERS - 1) setup.push({ from: bodyAt + from, to: bodyAt + to });
        unfinished.push(Buffer.from(page.body.subarray(from, to)));
        if (!ends) continue;
        packets.push(Buffer.concat(unfinished));
        unfinished = [];
      }
      const wanted = isOpus() ? OPUS_HEADERS : VORBIS_HEADERS;
      if (packets.length > wanted || (packets.length === wanted && unfinished.length > 0)) return "other";
      return packets.length === wanted ? "whole" : "more";
    },
    codec(): PacketCodec | undefined {
      const [head, , third] = packets;
      if (head === undefined) return undefined;
      return isOpus() ? readOpusHead(head) : third && readVorbisHeaders(head, third);
    },
  };
}
