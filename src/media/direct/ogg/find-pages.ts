import { CAPTURE, MOST_PAGE_BYTES, pageBytes, pageHeader, readPage, type OggPage } from "./page.js";

export interface PagePlace {
  page: OggPage;
  /** Its first byte. */
  at: number;
}

/** What only looks like pages costs a checksum each, of up to 64 KiB: no more than a file of honest damage has. */
const MOST_CHECKSUMS = 1_000;

/** Finds the whole pages among bytes that are given in order, and passes over what is between them. */
export function createPageFinder(sizeBytes: number): { add(bytes: Buffer): Iterable<PagePlace> } {
  let rest: Buffer = Buffer.alloc(0);
  let restAt = 0;
  let checksums = 0;

  /** A page that breaks off where the next stream begins reaches over into that one. */
  function isWhole(page: OggPage, at: number, next: number): boolean {
    if (rest.toString("latin1", next, next + CAPTURE.length) === CAPTURE) return true;
    checksums += 1;
    if (checksums > MOST_CHECKSUMS) return false;
    const header = pageHeader(page);
    return header.equals(rest.subarray(at, at + header.length));
  }

  return {
    /** Pages are views of the bytes. */
    *add(bytes) {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const isEnd = restAt + rest.length >= sizeBytes;
      let at = 0;
      for (;;) {
        const page = readPage(rest, at);
        const next = page === undefined ? undefined : at + pageBytes(page);
        const isDecided = isEnd || rest.length >= (next ?? at + MOST_PAGE_BYTES) + CAPTURE.length;
        if (!isDecided) break;
        if (page !== undefined && next !== undefined && isWhole(page, at, next)) {
          yield { page, at: restAt + at };
          at = next;
          continue;
        }
        const found = rest.indexOf(CAPTURE, at + 1, "latin1");
        at = found < 0 ? Math.max(at, rest.length - CAPTURE.length + 1) : found;
        if (found < 0) break;
      }
      rest = Buffer.from(rest.subarray(at));
      restAt += at;
    },
  };
}
