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
  return { name: basename(path), audioSeconds: lengthOf(head), body: await openAsBlob(path) };
}

/** The recordings that the project brings along. */
export async function sampleFiles(): Promise<string[]> {
  const names = await readdir(SAMPLES).catch(() => []);
  const recordings = names.filter((name) => /\.(wav|mp3|flac|m4a|ogg|opus)$/.test(name));
  return recordings.toSorted().map((name) => join(SAMPLES, name));
}

/** Seconds of a WAV or FLAC recording, from the bytes that it begins with; undefined for any other file. */
export function lengthOf(head: Buffer): number | undefined {
  const magic = head.toString("latin1", 0, 4);
  if (magic === "fLaC") return flacSeconds(head);
  if (magic === "RIFF" && head.toString("latin1", 8, 12) === "WAVE") return wavSeconds(head);
  return undefined;
}

/** RFC 9639, 8.2: 20 bits of sample rate, 8 bits of no interest here, 36 bits of samples in all; 0 means not known. */
function flacSeconds(head: Buffer): number | undefined {
  const bits = head.readBigUInt64BE(18);
  const samples = Number(bits & 0xf_ffff_ffffn);
  return samples === 0 ? undefined : samples / Number(bits >> 44n);
}

function wavSeconds(head: Buffer): number | undefined {
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
