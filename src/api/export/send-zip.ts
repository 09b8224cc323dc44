import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import ZipStream from "zip-stream";

/** A file of an archive, on its way from where it lies. */
export interface ArchivedFile {
  /** With slashes between folders. */
  path: string;
  modified: Date;
  /** As it is, for what is compressed by its own nature. */
  isStored: boolean;
  body: Readable;
}

/**
 * Sends files as a zip, one after the other and as fast as the target takes them. Of what was sent only names and sizes are
 * kept. When the target goes away, or a file fails, nothing more is read, and the target is destroyed: half an archive must not
 * pass for a whole one. Throws then.
 */
export async function sendZip(files: AsyncIterable<ArchivedFile>, target: Writable): Promise<void> {
  const archive = new ZipStream();
  const sent = pipeline(archive, target);
  // It is looked at below, and may fail before that.
  sent.catch(() => undefined);
  try {
    for await (const file of files) {
      try {
        await Promise.race([append(archive, file), endOf(sent)]);
      } finally {
        file.body.destroy();
      }
    }
    archive.finish();
  } catch (error) {
    archive.destroy();
    target.destroy();
    throw error;
  }
  await sent;
}

/** The same files, once it is known that the first can be had: until then whoever asked can be told what is wrong. */
export async function begun(files: AsyncGenerator<ArchivedFile>): Promise<AsyncIterable<ArchivedFile>> {
  const first = await files.next();
  return (async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* files;
  })();
}

function append(archive: ZipStream, { path, modified, isStored, body }: ArchivedFile): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry(body, { name: path, date: modified, store: isStored }, (error?: Error | null) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Whoever receives the archive has gone, or it would not have ended. */
async function endOf(sent: Promise<void>): Promise<never> {
  await sent;
  throw new Error("The archive was closed before its end");
}
