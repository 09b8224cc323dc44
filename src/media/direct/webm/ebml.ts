/*
 * EBML, RFC 8794: elements of an id, a length and so many bytes, which may be elements again. The first bits of id and length
 * tell how long they are themselves; a length of all ones is not known.
 */
export interface ElementHead {
  id: number;
  /** Undefined where it is not known: then the element ends where one of its kind or above begins. */
  sizeBytes: number | undefined;
  headBytes: number;
}

/** Longest head: an id of 4 bytes and a length of 8. */
export const MOST_HEAD_BYTES = 12;

/** Undefined where no element can begin. */
export function readElementHead(data: Buffer, at: number): ElementHead | undefined {
  const idBytes = vintBytes(data[at]);
  const sizeAt = at + idBytes;
  const sizeBytes = vintBytes(data[sizeAt]);
  if (idBytes > 4 || sizeBytes > 8 || sizeAt + sizeBytes > data.length) return undefined;
  const id = data.readUIntBE(at, idBytes);
  let size = (data[sizeAt] ?? 0) & (0xff >> sizeBytes);
  let isUnknown = size === 0xff >> sizeBytes;
  for (let index = 1; index < sizeBytes; index += 1) {
    const byte = data[sizeAt + index] ?? 0;
    isUnknown &&= byte === 0xff;
    size = size * 256 + byte;
  }
  return { id, sizeBytes: isUnknown ? undefined : size, headBytes: idBytes + sizeBytes };
}

/** More than eight where the byte cannot begin a number. */
export function vintBytes(first = 0): number {
  return Math.clz32(first) - 23;
}

/** The elements of a master element's bytes, by id. */
export function children(data: Buffer): Map<number, Buffer[]> {
  const found = new Map<number, Buffer[]>();
  for (let at = 0; at < data.length;) {
    const head = readElementHead(data, at);
    if (head?.sizeBytes === undefined) break;
    const start = at + head.headBytes;
    found.set(head.id, [...(found.get(head.id) ?? []), data.subarray(start, start + head.sizeBytes)]);
    at = start + head.sizeBytes;
  }
  return found;
}

export function unsigned([data]: readonly Buffer[] = []): number | undefined {
  if (data === undefined || data.length > 6) return undefined;
  return data.length === 0 ? 0 : data.readUIntBE(0, data.length);
}

export function float([data]: readonly Buffer[] = []): number | undefined {
  if (data?.length === 4) return data.readFloatBE(0);
  return data?.length === 8 ? data.readDoubleBE(0) : undefined;
}

/** An element with these contents; a number is written in as few bytes as it needs. */
export function element(id: number, content: Buffer | number): Buffer {
  const body = typeof content === "number" ? numberBytes(content) : content;
  const size = Buffer.alloc(4);
  size.writeUInt32BE(0x1000_0000 + body.length);
  return Buffer.concat([numberBytes(id), size, body]);
}

export function elementOfUnknownSize(id: number): Buffer {
  return Buffer.concat([numberBytes(id), Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])]);
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  const first = bytes.findIndex((byte) => byte !== 0);
  return bytes.subarray(first < 0 ? 5 : first);
}
