/*
 * What may stand before, behind and, where files were glued together, between the frames of an MP3: ID3v2 (titles, pictures),
 * APE tags, ID3v1.
 */
export const TAG_HEAD_BYTES = 32;

/** Length of the tag that begins here; zero where there is none. */
export function tagBytes(data: Buffer, at: number): number {
  const name = data.toString("latin1", at, Math.min(data.length, at + 8));
  if (name.startsWith("ID3") && at + 10 <= data.length) {
    const [, , , , , flags = 0, a = 0, b = 0, c = 0, d = 0] = data.subarray(at, at + 10);
    // Seven bits in each byte, so that no length looks like a frame.
    const footer = (flags & 0x10) === 0 ? 0 : 10;
    return 10 + (((a & 0x7f) << 21) | ((b & 0x7f) << 14) | ((c & 0x7f) << 7) | (d & 0x7f)) + footer;
  }
  if (name === "APETAGEX" && at + TAG_HEAD_BYTES <= data.length) {
    const size = data.readUInt32LE(at + 12);
    // The head is told from the foot by a flag; the length counts the foot alone.
    const isHead = (data.readUInt32LE(at + 20) & 0x2000_0000) !== 0;
    return isHead ? TAG_HEAD_BYTES + size : TAG_HEAD_BYTES;
  }
  return name.startsWith("TAG") ? 128 : 0;
}
