import type { RecordingBytes } from "../../port.js";
import { readAhead } from "../read-ahead.js";
import { BEGINNING_BYTES, beginsRecording } from "./beginnings.js";

/*
 * Containers that are a row of chunks, each of which tells its length: WAV and its larger relatives, AIFF, CAF, and ASF, which wma
 * is in. Their heads alone are read, of most recordings no more than the beginning.
 */
interface Chunked {
  names: readonly string[];
  /** Where the container's own head ends. */
  headEnd(head: Buffer): number;
  /** Where the chunk ends that begins here; undefined where none does. */
  endOf(chunk: Buffer, at: number): number | undefined;
  /** Chunks begin at multiples of this. */
  padding: number;
}

const HEAD_BYTES = 40;
const NAME_AND_SIZE_BYTES = 8;
const GUID_AND_SIZE_BYTES = 24;
const CAF_HEAD_BYTES = 12;
const ASF_NAME = "\x30\x26\xb2\x75";
/** No honest file has more. */
const MOST_CHUNKS = 1_000;

const RIFF: Chunked = {
  names: ["RIFF"],
  headEnd: () => 12,
  endOf: (chunk, at) => (isNamed(chunk) ? at + NAME_AND_SIZE_BYTES + chunk.readUInt32LE(4) : undefined),
  padding: 2,
};
const ASF: Chunked = {
  names: [ASF_NAME],
  headEnd: () => 0,
  endOf(chunk, at) {
    const size = chunk.length < GUID_AND_SIZE_BYTES ? 0 : Number(chunk.readBigUInt64LE(16));
    return size < GUID_AND_SIZE_BYTES ? undefined : at + size;
  },
  padding: 1,
};
const CHUNKED: readonly Chunked[] = [
  RIFF,
  // Its first chunk tells the size of the whole, where chunks may not tell theirs.
  { ...RIFF, names: ["RF64", "BW64"], headEnd: (head) => 8 + Number(head.readBigUInt64LE(20)) },
  { ...ASF, names: ["riff"], headEnd: () => 40, padding: 8 },
  {
    ...RIFF,
    names: ["FORM"],
    endOf: (chunk, at) => (isNamed(chunk) ? at + NAME_AND_SIZE_BYTES + chunk.readUInt32BE(4) : undefined),
  },
  {
    names: ["caff"],
    headEnd: () => 8,
    endOf(chunk, at) {
      const size = isNamed(chunk) && chunk.length >= CAF_HEAD_BYTES ? Number(chunk.readBigInt64BE(4)) : -1;
      return size < 0 ? undefined : at + CAF_HEAD_BYTES + size;
    },
    padding: 1,
  },
  ASF,
];

/** Where another recording begins behind the last chunk; undefined where none does, and for other containers. */
export async function restBehindChunks(recording: RecordingBytes): Promise<number | undefined> {
  const { sizeBytes } = recording;
  const read = readAhead(recording, 2 * BEGINNING_BYTES);
  const head = await read(0, HEAD_BYTES);
  const name = head.toString("latin1", 0, 4);
  const kind = CHUNKED.find(({ names }) => names.includes(name));
  if (kind === undefined || head.length < HEAD_BYTES) return undefined;
  let end: number | undefined = kind.headEnd(head);
  for (let count = 0; count < MOST_CHUNKS && end !== undefined && end < sizeBytes; count += 1) {
    const next: number = Math.ceil(end / kind.padding) * kind.padding;
    // Some programs do not pad.
    for (const at of new Set([end, next]))
      if (at > 0 && beginsRecording(await read(at, at + BEGINNING_BYTES), sizeBytes - at)) return at;
    end = kind.endOf(await read(next, next + GUID_AND_SIZE_BYTES), next);
  }
  return undefined;
}

function isNamed(chunk: Buffer): boolean {
  return chunk.length >= NAME_AND_SIZE_BYTES && /^[\x20-\x7e]{4}$/.test(chunk.toString("latin1", 0, 4));
}
