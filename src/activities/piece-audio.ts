import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { isMixed, mixedRange, type ChunkRef, type PieceAudio, type PiecePart } from "../domain/audio.js";
import { DiaristError } from "../domain/errors.js";
import { chunkKey, type JobKeys } from "../domain/object-keys.js";
import { createMonoMixer, monoBytes, type RawSamples } from "../domain/mono.js";
import { swapSamples } from "../domain/sample-order.js";
import type { PieceContent, PreparedChunk } from "../media/port.js";
import type { SizedBody } from "../providers/speech/port.js";
import type { ObjectStore } from "../storage/ports.js";

/*
 * A piece's audio on its way from the media fleet to the transcription fleet: ranges of the recording as they are, a few
 * bytes of header in the history, what is larger as an object.
 */

/** What a history may carry of a piece as it is, and deflated: the 570 bytes that an M4A begins with are 260 then. */
const MOST_INLINE_BYTES = 200;
const MOST_DEFLATED_BYTES = 320;
/** Nothing longer gets so short. */
const MOST_DEFLATABLE_BYTES = 2048;

/** Stores what of a piece cannot stand in a history, and gives the recipe for the rest. */
export async function storePieceAudio(
  objects: ObjectStore,
  keys: JobKeys,
  piece: Pick<PreparedChunk, "index" | "channel" | "content" | "extension">,
): Promise<PieceAudio> {
  async function store(bytes: Buffer): Promise<PiecePart> {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const key = chunkKey(keys, piece, sha256, piece.extension);
    await objects.put(key, bytes);
    return { key, sizeBytes: bytes.length };
  }
  async function storePart(part: PieceContent): Promise<PiecePart> {
    if ("from" in part || isMixed(part)) return part;
    if ("bytes" in part) return inline(part.bytes) ?? store(part.bytes);
    const stored = await store(await readFile(part.path));
    await rm(part.path);
    return stored;
  }
  const parts: PiecePart[] = [];
  for (const part of piece.content) parts.push(await storePart(part));
  return { extension: piece.extension, parts };
}

/** Storing so few bytes, reading them and removing them again would cost more than all else that is done for a piece. */
function inline(bytes: Buffer): PiecePart | undefined {
  if (bytes.length <= MOST_INLINE_BYTES) return { bytes: bytes.toString("base64") };
  if (bytes.length > MOST_DEFLATABLE_BYTES) return undefined;
  const deflated = deflateRawSync(bytes);
  if (deflated.length > MOST_DEFLATED_BYTES) return undefined;
  return { deflated: deflated.toString("base64"), sizeBytes: bytes.length };
}

/** A piece as the file that it is, read as it is sent. Throws `audio_lost`, the one also while it is read. */
export async function openPieceAudio(
  objects: ObjectStore,
  recordingKey: string,
  audio: PieceAudio,
): Promise<SizedBody> {
  async function sizeOf(part: PiecePart): Promise<number> {
    if ("bytes" in part) return Buffer.byteLength(part.bytes, "base64");
    if ("from" in part) return part.to - part.from;
    if (isMixed(part)) return monoBytes(mixedRange(part));
    if ("deflated" in part) return part.sizeBytes;
    return part.sizeBytes ?? present(await objects.head(part.key)).sizeBytes;
  }
  async function* read(part: PiecePart): AsyncGenerator<Uint8Array> {
    if ("bytes" in part) yield Buffer.from(part.bytes, "base64");
    else if ("deflated" in part) yield inflateRawSync(Buffer.from(part.deflated, "base64"));
    else if ("key" in part) yield* present(await objects.getBlocks(part.key, { start: 0 }));
    else if (isMixed(part)) yield* mixed(await range(mixedRange(part)), mixedRange(part));
    else {
      const blocks = await range(part);
      yield* part.swap === undefined ? blocks : swapped(blocks, part.swap);
    }
  }
  async function range({ from, to }: { from: number; to: number }): Promise<AsyncIterable<Buffer>> {
    return present(await objects.getBlocks(recordingKey, { start: from, end: to - 1 }));
  }
  let sizeBytes = 0;
  for (const part of audio.parts) sizeBytes += await sizeOf(part);
  return {
    sizeBytes,
    async *read() {
      for (const part of audio.parts) yield* read(part);
    },
  };
}

async function* mixed(blocks: AsyncIterable<Buffer>, samples: RawSamples): AsyncGenerator<Uint8Array> {
  const mix = createMonoMixer(samples);
  for await (const block of blocks) yield mix(block);
}

/** Blocks end where they end, also in the middle of a sample. */
async function* swapped(blocks: AsyncIterable<Buffer>, width: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const block of blocks) {
    const bytes = rest.length === 0 ? block : Buffer.concat([rest, block]);
    const whole = bytes.length - (bytes.length % width);
    rest = Buffer.from(bytes.subarray(whole));
    swapSamples(bytes.subarray(0, whole), width);
    yield bytes.subarray(0, whole);
  }
  yield rest;
}

/** The name that a piece is sent under; its extension tells servers the format. */
export function pieceFileName({ index, audio }: Pick<ChunkRef, "index" | "audio">): string {
  return `${String(index).padStart(4, "0")}.${audio.extension}`;
}

function present<T>(body: T | undefined): T {
  if (body === undefined)
    throw new DiaristError("audio_lost", "The chunk's audio is not in the object store any more");
  return body;
}
