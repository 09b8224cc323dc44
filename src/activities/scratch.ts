import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { randomUUID } from "node:crypto";
import { DiaristError } from "../domain/errors.js";
import type { ObjectStore } from "../storage/ports.js";

/**
 * A folder for recordings that only ffmpeg can read, while it does. Probing and cutting a job both need its recording: the
 * second finds it here when it runs on the same machine, and fetches it again when it does not.
 */
export interface Scratch {
  /** A local copy of an object, in bounded memory. Throws `audio_lost` where there is no such object. */
  fetch(jobId: string, key: string, signal: AbortSignal): Promise<string>;
  /** The name of a folder of the job's own that is not there yet. */
  newFolder(jobId: string): string;
  release(jobId: string): Promise<void>;
}

/** `root` may be shared by processes of one machine: each has a folder of its own, and what dead ones left is removed. */
export async function createScratch(root: string, objects: ObjectStore): Promise<Scratch> {
  await mkdir(root, { recursive: true });
  const left = (await readdir(root)).filter((name) => Number(name) === process.pid || !isAlive(Number(name)));
  await Promise.all(left.map((name) => rm(join(root, name), { recursive: true, force: true })));
  const folderOf = (jobId: string): string => join(root, String(process.pid), jobId);

  return {
    async fetch(jobId, key, signal) {
      const folder = folderOf(jobId);
      const path = join(folder, "recording");
      const info = await objects.head(key);
      if (info === undefined)
        throw new DiaristError("audio_lost", "The uploaded recording is not in the object store any more");
      const local = await stat(path).catch(() => undefined);
      if (local?.size === info.sizeBytes) return path;

      const body = await objects.getStream(key);
      if (body === undefined)
        throw new DiaristError("audio_lost", "The uploaded recording is not in the object store any more");
      await mkdir(folder, { recursive: true });
      // Two attempts may fetch at once, when the first is believed dead; the rename makes either's copy whole.
      const partial = join(folder, `${randomUUID()}.part`);
      try {
        await pipeline(body, createWriteStream(partial), { signal });
        await rename(partial, path);
      } finally {
        await rm(partial, { force: true });
      }
      return path;
    },

    newFolder: (jobId) => join(folderOf(jobId), randomUUID()),

    async release(jobId) {
      await rm(folderOf(jobId), { recursive: true, force: true });
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is alive too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
