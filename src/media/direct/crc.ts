/** A cyclic redundancy check of up to 32 bits, highest bit first, as FLAC and Ogg use them: `crc(bytes, before)`. */
export function createCrc(
  bits: 8 | 16 | 32,
  polynomial: number,
): (bytes: Uint8Array, before?: number) => number {
  const shift = bits - 8;
  const top = 2 ** (bits - 1);
  const mask = bits === 32 ? 0xffffffff : 2 ** bits - 1;
  const table = Int32Array.from({ length: 256 }, (_, byte) => {
    let value = byte << shift;
    for (let bit = 0; bit < 8; bit += 1) value = value & top ? (value << 1) ^ polynomial : value << 1;
    return value & mask;
  });
  return (bytes, before = 0) => {
    let value = before | 0;
    for (const byte of bytes) value = ((value << 8) & mask) ^ (table[((value >>> shift) ^ byte) & 0xff] ?? 0);
    return value >>> 0;
  };
}
