import type { PieceContent, RecordingBytes } from "../../port.js";
import { lastNotAbove } from "../search.js";
import {
  CONTINUED,
  ENDS,
  MOST_PAGE_BYTES,
  pageBytes,
  pageHeader,
  partsOf,
  readPage,
  type OggPage,
  type PagePart,
} from "./page.js";
import type { OggStream } from "./scan.js";

/** The beginning of a packet, between pages or within one. */
interface Cut {
  page: OggPage;
  pageAt: number;
  part: PagePart;
  time: number;
  /** When the packet ends. */
  end: number;
}

export interface CutPages {
  content: PieceContent[];
  /** Of the first page. */
  sequence: number;
  /** When the first packet begins and ends, and when the last ends. */
  firstBegin: number;
  firstEnd: number;
  end: number;
}

/**
 * The pages that hold the packets from the last that begins not after `from`, up to the first that begins not before `to`:
 * those between as they are, those at either end as pages of their own.
 */
export async function cutPages(
  recording: RecordingBytes,
  stream: OggStream,
  from: number,
  to: number,
): Promise<CutPages | undefined> {
  const first = (await beginningsOn(recording, stream, lastNotAbove(from, stream.pageTimes))).findLast(
    (cut, index) => index === 0 || cut.time <= from,
  );
  if (first === undefined) return undefined;
  const next = await firstNotBefore(recording, stream, Math.max(to, first.end));
  const pages = {
    sequence: first.page.sequence,
    firstBegin: first.time,
    firstEnd: first.end,
    end: next?.time ?? stream.endTime,
  };
  if (next?.pageAt === first.pageAt)
    return { ...pages, content: partOf(first, first.part, next, stream.granuleOffset) };
  return {
    ...pages,
    content: [
      ...partOf(first, first.part),
      { from: first.pageAt + pageBytes(first.page), to: next?.pageAt ?? stream.endAt },
      ...(next === undefined ? [] : partOf(next, undefined, next, stream.granuleOffset)),
    ].filter((part) => !("from" in part) || part.to > part.from),
  };
}

async function firstNotBefore(
  recording: RecordingBytes,
  stream: OggStream,
  time: number,
): Promise<Cut | undefined> {
  if (time >= stream.endTime) return undefined;
  for (let page = lastNotAbove(time, stream.pageTimes); page < stream.pagesAt.length; page += 1) {
    const found = (await beginningsOn(recording, stream, page)).find((cut) => cut.time >= time);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function beginningsOn(
  recording: RecordingBytes,
  { codec, pagesAt, pageTimes, pageCarries }: OggStream,
  index: number,
): Promise<Cut[]> {
  const pageAt = pagesAt[index] ?? 0;
  const page = readPage(await recording.read(pageAt, pageAt + MOST_PAGE_BYTES), 0);
  if (page === undefined) return [];
  const cuts: Cut[] = [];
  let time = pageTimes[index] ?? 0;
  let carry = pageCarries[index] ?? 0;
  for (const part of partsOf(page)) {
    if (!part.begins) continue;
    const { samples, after } = codec.measure(page.body.subarray(part.from, part.to), carry);
    cuts.push({ page, pageAt, part, time, end: time + samples });
    time += samples;
    carry = after;
  }
  return cuts;
}

/** A page's packets from one on, up to another; the page itself where that is all of them. */
function partOf(
  { page, pageAt }: Cut,
  first: PagePart | undefined,
  next?: Cut,
  granuleOffset = 0,
): PieceContent[] {
  const bodyAt = pageAt + pageBytes(page) - page.body.length;
  const isFromStart = first === undefined || (first.firstSegment === 0 && (page.flags & CONTINUED) === 0);
  if (isFromStart && next === undefined) return [{ from: pageAt, to: pageAt + pageBytes(page) }];
  const from = first?.from ?? 0;
  const to = next?.part.from ?? page.body.length;
  const lacing = page.lacing.subarray(first?.firstSegment ?? 0, next?.part.firstSegment);
  if (lacing.length === 0) return [];
  const header = pageHeader({
    ...page,
    flags:
      (first === undefined ? page.flags & CONTINUED : 0) | (next === undefined ? page.flags & ENDS : ENDS),
    granule: next === undefined ? page.granule : next.time + granuleOffset,
    lacing,
    body: page.body.subarray(from, to),
  });
  return [{ bytes: header }, { from: bodyAt + from, to: bodyAt + to }];
}
