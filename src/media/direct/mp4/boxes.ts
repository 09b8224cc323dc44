/*
 * ISO base media (MP4, M4A, 3GP) and QuickTime files are trees of boxes: 32 bits of size, its header included, four
 * letters of type; a size of 1 means that 64 bits of size follow, a size of 0 that the box ends with the file.
 */

export interface Box {
  type: string;
  /** Where its content begins and ends. */
  from: number;
  to: number;
}

const HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;

/** A box by its header; `from` and `to` count as `at` does. Undefined where there is none. */
export function readBoxHeader(header: Buffer, at: number, end: number): Box | undefined {
  if (header.length < HEADER_BYTES) return undefined;
  const type = header.toString("latin1", 4, 8);
  const size = header.readUInt32BE(0);
  if (size === 0) return { type, from: at + HEADER_BYTES, to: end };
  if (size !== 1) return size < HEADER_BYTES ? undefined : { type, from: at + HEADER_BYTES, to: at + size };
  if (header.length < LONG_HEADER_BYTES) return undefined;
  const longSize = Number(header.readBigUInt64BE(8));
  return longSize < LONG_HEADER_BYTES ? undefined : { type, from: at + LONG_HEADER_BYTES, to: at + longSize };
}

/** The boxes inside a box, with their content; those that do not fit in are left out. */
export function* boxesIn(content: Buffer): Generator<{ type: string; content: Buffer }> {
  let at = 0;
  while (at < content.length) {
    const box = readBoxHeader(content.subarray(at, at + LONG_HEADER_BYTES), at, content.length);
    if (box === undefined || box.to > content.length) return;
    yield { type: box.type, content: content.subarray(box.from, box.to) };
    at = box.to;
  }
}

/** Content of the first box down this path. */
export function boxAt(content: Buffer, ...path: string[]): Buffer | undefined {
  let found: Buffer | undefined = content;
  for (const type of path) {
    if (found === undefined) return undefined;
    const inside: Buffer = found;
    found = undefined;
    for (const box of boxesIn(inside)) {
      if (box.type !== type) continue;
      found = box.content;
      break;
    }
  }
  return found;
}

export function boxesOf(content: Buffer, type: string): Buffer[] {
  return [...boxesIn(content)].filter((box) => box.type === type).map((box) => box.content);
}

/** Writes a box; numbers are 32 bits. */
export function box(type: string, ...content: (Buffer | number)[]): Buffer {
  const parts = content.map((part) => (typeof part === "number" ? uint32(part) : part));
  const size = parts.reduce((sum, part) => sum + part.length, HEADER_BYTES);
  return Buffer.concat([uint32(size), Buffer.from(type, "latin1"), ...parts]);
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
