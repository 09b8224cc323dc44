import type { ChunkRef } from "./audio.js";

/*
 * Layout of the bucket. Everything of a job lies under one prefix, so that erasing is one listing; no key lies under
 * another key, which file-backed stores could not hold.
 *
 *   <tenantId>/<jobId>/audio               the upload, byte for byte
 *   <tenantId>/<jobId>/chunks/0003-<hash>  prepared audio of a chunk       (removed when the job ends)
 *   <tenantId>/<jobId>/parts/0003-<span>-<settings>.json   what the engine heard in it (kept: paid for)
 *   <tenantId>/<jobId>/plan.json           the chunks, and where the recording is silent
 *   <tenantId>/<jobId>/transcript.json     the transcript
 *   <tenantId>/<jobId>/note.json           the note
 */
export interface JobKeys {
  prefix: string;
  audio: string;
  chunksPrefix: string;
  partsPrefix: string;
  plan: string;
  transcript: string;
  note: string;
}

export function jobKeys(tenantId: string, jobId: string): JobKeys {
  const prefix = `${tenantId}/${jobId}/`;
  return {
    prefix,
    audio: `${prefix}audio`,
    chunksPrefix: `${prefix}chunks/`,
    partsPrefix: `${prefix}parts/`,
    plan: `${prefix}plan.json`,
    transcript: `${prefix}transcript.json`,
    note: `${prefix}note.json`,
  };
}

/** Where a chunk's prepared audio lies. */
export function chunkKey(keys: JobKeys, index: number, sha256: string, extension: string): string {
  return `${keys.chunksPrefix}${padded(index)}-${sha256.slice(0, 16)}.${extension}`;
}

/**
 * Where a chunk's recognition lies. The key holds all that the result depends on (within a job the recording is the same),
 * so a result found there is the result: the chunk's span in milliseconds and the engine's settings.
 */
export function partKey(keys: JobKeys, chunk: ChunkRef, settingsHash: string): string {
  const milliseconds = [chunk.audioStartSeconds, chunk.endSeconds].map((seconds) =>
    Math.round(seconds * 1000),
  );
  return `${keys.partsPrefix}${padded(chunk.index)}-${milliseconds.join("-")}-${settingsHash.slice(0, 16)}.json`;
}

function padded(index: number): string {
  return String(index).padStart(4, "0");
}
