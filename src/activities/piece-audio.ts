import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import type { ChunkRef, PieceAudio, PiecePart } from "../domain/audio.js";
import { DiaristError } from "../domain/errors.js";
import { chunkKey, type JobKeys } from "../domain/object-keys.js";
import { swapSamples } from "../domain/sample-order.js";
import type { PieceContent, PreparedChunk } from "../media/port.js";
import type { ObjectStore } from "../storage/ports.js";
import { collect } from "./recordings.js";

/*
 * A piece's audio on its way from the media fleet to the transcription fleet: ranges of the recording as they are, a few
 * bytes of header in the history, what is larger as an object.
 */

/** What a history may carry of a piece. */
const MOST_INLINE_BYTES = 200;

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
    return { key };
  }
  async function storePart(part: PieceContent): Promise<PiecePart> {
    if ("from" in part) return part;
    if ("bytes" in part && part.bytes.length <= MOST_INLINE_BYTES)
      return { bytes: part.bytes.toString("base64") };
    if ("bytes" in part) return store(part.bytes);
    const stored = await store(await readFile(part.path));
    await rm(part.path);
    return stored;
  }
  const parts: PiecePart[] = [];
  for (const part of piece.content) parts.push(await storePart(part));
  return { extension: piece.extension, parts };
}

/** A piece as the file that it is. Throws `audio_lost`. */
export async function readPieceAudio(
  objects: ObjectStore,
  recordingKey: string,
  audio: PieceAudio,
  signal: AbortSignal,
): Promise<Buffer> {
  async function read(part: PiecePart): Promise<Buffer> {
    if ("bytes" in part) return Buffer.from(part.bytes, "base64");
    if ("key" in part) return present(await objects.get(part.key));
    const range = { start: part.from, end: part.to - 1 };
    const bytes = await collect(present(await objects.getStream(recordingKey, range)), part.to - part.from);
    if (part.swap !== undefined) swapSamples(bytes, part.swap);
    return bytes;
  }
  const parts: Buffer[] = [];
  for (const part of audio.parts) {
    signal.throwIfAborted();
    parts.push(await read(part));
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
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
