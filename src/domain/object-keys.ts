import type { ChunkRef } from "./audio.js";

/*
 * Layout of the bucket. Everything of a job lies under one prefix, so that erasing is one listing; no key lies under
 * another key, which file-backed stores could not hold.
 *
 *   <tenantId>/<jobId>/audio               the upload, byte for byte
 *   <tenantId>/<jobId>/chunks/0003-<hash>  what a chunk's audio has beside ranges of the upload (removed when the job ends)
 *   <tenantId>/<jobId>/parts/0003-<span>-<settings>.json   what the engine heard in it (kept: paid for)
 *   <tenantId>/<jobId>/plan.json           the chunks
 *   <tenantId>/<jobId>/crosstalk.json      where channels have each other's speech   (where they do)
 *   <tenantId>/<jobId>/assembly.json       what the transcript was made of
 *   <tenantId>/<jobId>/transcript.json     the transcript
 *   <tenantId>/<jobId>/edits/<id>.json     what people have made of the transcript; the job's item says which one holds
 *   <tenantId>/<jobId>/note.json           the note
 *   <tenantId>/<jobId>/note-versions/<time>-<hash>.json   notes written by hand, and those that they replaced
 *   <tenantId>/<jobId>/waveform.json       what players draw   (made when it is asked for)
 *
 * An upload in several requests goes to where its job's recording will lie: the upload's id becomes the job's. What is known
 * of it until then lies apart, so that all such uploads can be listed; no tenant's name begins with an underscore.
 *
 *   _uploads/<tenantId>/<uploadId>/audio.info    a resumable upload's length and metadata
 *   _uploads/<tenantId>/<uploadId>/audio.part    its latest bytes, as long as they are too few for a part
 *   _uploads/<tenantId>/<uploadId>/audio.direct  an upload that the client sends to the object store itself
 */
export const UPLOADS_PREFIX = "_uploads/";

export interface JobKeys {
  prefix: string;
  audio: string;
  chunksPrefix: string;
  partsPrefix: string;
  plan: string;
  crosstalk: string;
  assembly: string;
  transcript: string;
  editsPrefix: string;
  note: string;
  noteVersionsPrefix: string;
  waveform: string;
}

export function jobKeys(tenantId: string, jobId: string): JobKeys {
  const prefix = `${tenantId}/${jobId}/`;
  return {
    prefix,
    audio: `${prefix}audio`,
    chunksPrefix: `${prefix}chunks/`,
    partsPrefix: `${prefix}parts/`,
    plan: `${prefix}plan.json`,
    crosstalk: `${prefix}crosstalk.json`,
    assembly: `${prefix}assembly.json`,
    transcript: `${prefix}transcript.json`,
    editsPrefix: `${prefix}edits/`,
    note: `${prefix}note.json`,
    noteVersionsPrefix: `${prefix}note-versions/`,
    waveform: `${prefix}waveform.json`,
  };
}

/** Where a record of a transcript's edits lies. */
export function editsKey(keys: JobKeys, editsId: string): string {
  return `${keys.editsPrefix}${editsId}.json`;
}

export interface UploadKeys {
  prefix: string;
  info: string;
  direct: string;
}

export function uploadKeys(tenantId: string, uploadId: string): UploadKeys {
  const { prefix, audio } = jobKeys(tenantId, uploadId);
  return {
    prefix: `${UPLOADS_PREFIX}${prefix}`,
    info: `${UPLOADS_PREFIX}${audio}.info`,
    direct: `${UPLOADS_PREFIX}${audio}.direct`,
  };
}

/** Whose upload an object below UPLOADS_PREFIX speaks of. */
export function uploadOfKey(key: string): { tenantId: string; uploadId: string } | undefined {
  const [, tenantId, uploadId] = /^_uploads\/([^/]+)\/([^/]+)\/audio\.\w+$/.exec(key) ?? [];
  return tenantId === undefined || uploadId === undefined ? undefined : { tenantId, uploadId };
}

/** Where a part of a chunk's audio lies that is no range of the recording. */
export function chunkKey(
  keys: JobKeys,
  chunk: Pick<ChunkRef, "index" | "channel">,
  sha256: string,
  extension: string,
): string {
  return `${keys.chunksPrefix}${nameOf(chunk)}-${sha256.slice(0, 16)}.${extension}`;
}

/**
 * Where a chunk's recognition lies. The key holds all that the result depends on (within a job the recording is the same),
 * so a result found there is the result: the chunk's channel, its span in milliseconds and the engine's settings.
 */
export function partKey(keys: JobKeys, chunk: ChunkRef, settingsHash: string): string {
  const milliseconds = [chunk.audioStartSeconds, chunk.endSeconds].map((seconds) =>
    Math.round(seconds * 1000),
  );
  return `${keys.partsPrefix}${nameOf(chunk)}-${milliseconds.join("-")}-${settingsHash.slice(0, 16)}.json`;
}

/**
 * What a part's key says of its chunk; undefined of a key that is no part's. `startSeconds` is where its audio begins: of
 * the first one a little below 0, where an encoder has put silence before the recording, as MP3's do.
 */
export function partOf(
  key: string,
): { index: number; channel?: number; startSeconds: number; endSeconds: number } | undefined {
  const [, index, channel, start, end] =
    /\/parts\/(\d+)(?:-c(\d+))?-(-?\d+)-(\d+)-[^/]+\.json$/.exec(key) ?? [];
  if (index === undefined) return undefined;
  return {
    index: Number(index),
    ...(channel !== undefined && { channel: Number(channel) }),
    startSeconds: Number(start) / 1000,
    endSeconds: Number(end) / 1000,
  };
}

function nameOf({ index, channel }: Pick<ChunkRef, "index" | "channel">): string {
  const place = String(index).padStart(4, "0");
  return channel === undefined ? place : `${place}-c${String(channel)}`;
}
