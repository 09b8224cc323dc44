import { openAsBlob } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));

/** A file to upload, read from disk again for each upload, so that memory does not grow with its size. */
export interface Recording {
  name: string;
  /** Undefined where it takes a decoder to know. */
  audioSeconds: number | undefined;
  body: Blob;
}

export async function openRecording(path: string): Promise<Recording> {
  const head = Buffer.alloc(4096);
  const file = await open(path);
  try {
    await file.read(head, 0, head.length, 0);
  } finally {
    await file.close();
  }
  return { name: basename(path), audioSeconds: wavSeconds(head), body: await openAsBlob(path) };
}

/** The recordings that the project brings along. */
export async function sampleFiles(): Promise<string[]> {
  const names = await readdir(SAMPLES).catch(() => []);
  const recordings = names.filter((name) => /\.(wav|mp3|flac|m4a|ogg|opus)$/.test(name));
  return recordings.toSorted().map((name) => join(SAMPLES, name));
}

/** Length of a WAV file, from the bytes it begins with; undefined for any other file. */
export function wavSeconds(head: Buffer): number | undefined {
  if (head.toString("latin1", 0, 4) !== "RIFF" || head.toString("latin1", 8, 12) !== "WAVE") return undefined;
  let bytesPerSecond: number | undefined;
  for (let at = 12; at + 8 <= head.length;) {
    const id = head.toString("latin1", at, at + 4);
    const sizeBytes = head.readUInt32LE(at + 4);
    if (id === "fmt " && at + 20 <= head.length) bytesPerSecond = head.readUInt32LE(at + 16);
    if (id === "data") return bytesPerSecond === undefined ? undefined : sizeBytes / bytesPerSecond;
    // Chunks begin at even places.
    at += 8 + sizeBytes + (sizeBytes % 2);
  }
  return undefined;
}
