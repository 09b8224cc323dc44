/*
 * ASF, "Advanced Systems Format", the container of wma: objects that begin with an identity and their size, then packets that
 * are all equally long. Integers are little-endian. Source: Microsoft's "ASF Specification", revision 01.20.03.
 */

export const OBJECT_HEAD_BYTES = 24;
/** The header object's own fields: how many objects are in it, and two reserved bytes. */
export const HEADER_HEAD_BYTES = OBJECT_HEAD_BYTES + 6;
/** The data object's fields before the first packet. */
export const DATA_HEAD_BYTES = OBJECT_HEAD_BYTES + 26;

export const IDENTITIES = {
  header: Buffer.from("3026b2758e66cf11a6d900aa0062ce6c", "hex"),
  fileProperties: Buffer.from("a1dcab8c47a9cf118ee400c00c205365", "hex"),
  streamProperties: Buffer.from("9107dcb7b7a9cf118ee600c00c205365", "hex"),
  data: Buffer.from("3626b2758e66cf11a6d900aa0062ce6c", "hex"),
  audio: Buffer.from("409e69f84d5bcf11a8fd00805f5c442b", "hex"),
  audioSpread: Buffer.from("50cdc3bf8f61cf118bb200aa00b4e220", "hex"),
} as const;
export type Identity = keyof typeof IDENTITIES;

/** Whether an object of the kind begins here, or the identity stands here. */
export function isIdentity(data: Buffer, at: number, identity: Identity): boolean {
  return data.subarray(at, at + IDENTITIES[identity].length).equals(IDENTITIES[identity]);
}

/** With its head; may be more than a number holds exactly, and is nonsense then. */
export function objectBytes(data: Buffer, at: number): number {
  return Number(data.readBigUInt64LE(at + 16));
}
