import type { RecordingBytes } from "../../port.js";
import { createPageFinder } from "./find-pages.js";
import { BEGINS, CAPTURE, pageBytes, type OggPage } from "./page.js";
import { createStreamBuilder, type OggStream } from "./scan.js";

/** One stream, or several side by side, and what other streams may follow in the same file. */
export interface OggLink {
  from: number;
  /** Exclusive. */
  to: number;
  /** Where its last page ends. */
  pagesEnd: number;
  /** Undefined for several side by side, for other codecs and for what is damaged before its end. */
  stream: OggStream | undefined;
}

/** Reads all pages of a recording. No links: it is not Ogg, or there is no sound. */
export async function readLinks(recording: RecordingBytes, signal: AbortSignal): Promise<OggLink[]> {
  if ((await recording.read(0, CAPTURE.length)).toString("latin1") !== CAPTURE) return [];
  const chain = createChain();
  const finder = createPageFinder(recording.sizeBytes);
  for await (const bytes of recording.stream(0)) {
    signal.throwIfAborted();
    for (const { page, at } of finder.add(bytes)) chain.add(page, at);
  }
  return chain.links(recording.sizeBytes);
}

/** Divides pages into links: all streams of a link begin before the first of them goes on. */
function createChain() {
  const links: ReturnType<typeof createLink>[] = [];
  return {
    add(page: OggPage, at: number): void {
      const current = links.at(-1);
      const begins = (page.flags & BEGINS) !== 0;
      if (current === undefined || (begins && (current.goesOn || current.serials.has(page.serial)))) {
        links.push(createLink(at));
      } else if (
        !begins &&
        !current.serials.has(page.serial) &&
        links.at(-2)?.serials.has(page.serial) === true
      ) {
        // A stream that began late, beside one that goes on.
        links.pop();
      }
      links.at(-1)?.add(page, at);
    },
    links: (endAt: number): OggLink[] =>
      links.flatMap((link, index) => link.closed(links[index + 1]?.from ?? endAt) ?? []),
  };
}

function createLink(from: number) {
  const serials = new Set<number>();
  const builder = createStreamBuilder();
  let isReadable = true;
  let goesOn = false;
  let end = from;
  return {
    from,
    serials,
    /** There was a page that does not begin a stream. */
    get goesOn() {
      return goesOn;
    },
    add(page: OggPage, at: number): void {
      isReadable &&= at === end && builder.add(page, at);
      serials.add(page.serial);
      goesOn ||= (page.flags & BEGINS) === 0;
      end = at + pageBytes(page);
    },
    /** Undefined where there is a beginning and no sound after it. */
    closed(to: number): OggLink | undefined {
      if (!isReadable) return { from, to, pagesEnd: end, stream: undefined };
      return builder.isMute() ? undefined : { from, to, pagesEnd: end, stream: builder.stream(end) };
    },
  };
}
