import type { Chunk } from "./audio.js";

/*
 * Layout of the bucket. Everything of a job lies under one prefix, so that erasing is one listing; no key lies under
 * another key, which file-backed stores could not hold.
 *
 *   <tenantId>/<jobId>/audio               the upload, byte for byte
 *   <tenantId>/<jobId>/chunks/0003-<hash>  prepared audio of a chunk       (removed when the job ends)
 *   <tenantId>/<jobId>/parts/0003-<hash>   what the engine heard in it     (removed when the job ends)
 *   <tenantId>/<jobId>/transcript.json     the transcript
 *   <tenantId>/<jobId>/note.json           the note
 */
export interface JobKeys {
  prefix: string;
  audio: string;
  chunksPrefix: string;
  partsPrefix: string;
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
    transcript: `${prefix}transcript.json`,
    note: `${prefix}note.json`,
  };
}

/**
 * Where a chunk's recognition lies. The key holds all that the result depends on, so a result found there is the result:
 * the chunk's audio and the engine's settings (`settingsHash`).
 */
export function partKey(keys: JobKeys, chunk: Chunk, settingsHash: string): string {
  const index = String(chunk.index).padStart(4, "0");
  return `${keys.partsPrefix}${index}-${chunk.sha256.slice(0, 16)}-${settingsHash.slice(0, 16)}.json`;
}
