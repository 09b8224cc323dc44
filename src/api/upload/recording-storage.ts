import type { Request } from "express";
import type { StorageEngine } from "multer";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { DiaristError } from "../../domain/errors.js";
import type { ObjectStore } from "../../storage/ports.js";
import { displayName } from "./file-name.js";
import { HEAD_BYTES, recordingType } from "./recording-type.js";

export interface StoredRecording {
  fileName: string;
  /** Told from the content. */
  contentType: string;
  sizeBytes: number;
  /** In hex. */
  sha256: string;
}

export interface RecordingTarget {
  objects: Pick<ObjectStore, "putStream">;
  key: string;
  maxBytes: number;
  /** Sees the fields that came before the file, and refuses it by throwing. */
  checkFields?: ((fields: unknown) => void | Promise<void>) | undefined;
}

/**
 * multer's storage for the one file of one request: on its way to the object store it is looked at, counted and hashed, and
 * nothing of it is kept here. multer asks that the file's stream be read to its end and never destroyed.
 */
export class RecordingStorage implements StorageEngine {
  /** Undefined until a file has begun to arrive. */
  #storing: Promise<StoredRecording> | undefined;
  readonly #failure = Promise.withResolvers<never>();

  constructor(private readonly target: RecordingTarget) {
    // Whoever waits for it sees it; when nobody does it is no crash.
    this.#failure.promise.catch(() => undefined);
  }

  /** Rejects as soon as the file is refused; multer would first wait for all that is still to come of it. */
  get refused(): Promise<never> {
    return this.#failure.promise;
  }

  /** Resolves when the object store is no longer being written to; undefined when nothing was stored. */
  async settled(): Promise<StoredRecording | undefined> {
    return this.#storing?.catch(() => undefined);
  }

  _handleFile(
    request: Request,
    file: Express.Multer.File,
    done: (error?: unknown, info?: Partial<Express.Multer.File>) => void,
  ): void {
    this.#storing = this.#store(file, request.body);
    this.#storing.then(
      ({ sizeBytes }) => done(null, { size: sizeBytes }),
      (error: unknown) => {
        this.#failure.reject(error);
        file.stream.resume();
        done(error);
      },
    );
  }

  /** receiveRecording() removes, because it also knows of failures that come after multer's. */
  _removeFile(_request: Request, _file: Express.Multer.File, done: (error: Error | null) => void): void {
    done(null);
  }

  async #store(file: Express.Multer.File, fields: unknown): Promise<StoredRecording> {
    const { objects, key, maxBytes } = this.target;
    await this.target.checkFields?.(fields);
    const pieces = piecesOf(file.stream);
    const head = await readHead(pieces);
    if (head.length === 0) throw new DiaristError("file_empty", "The file holds no byte.");
    const contentType = await recordingType(head);
    if (contentType === undefined)
      throw new DiaristError(
        "not_audio",
        "The file's content is neither audio nor video of a known kind, whatever its name says.",
      );

    const hash = createHash("sha256");
    let receivedBytes = 0;
    async function* checked(): AsyncGenerator<Uint8Array> {
      for await (const piece of prepended(head, pieces)) {
        receivedBytes += piece.length;
        if (receivedBytes > maxBytes) throw fileTooLarge(maxBytes);
        hash.update(piece);
        yield piece;
      }
    }
    const { sizeBytes } = await objects.putStream(key, Readable.from(checked()), { contentType });
    return {
      fileName: displayName(file.originalname),
      contentType,
      sizeBytes,
      sha256: hash.digest("hex"),
    };
  }
}

export function fileTooLarge(maxBytes: number): DiaristError {
  return new DiaristError("file_too_large", `A file may have at most ${maxBytes} bytes.`);
}

function piecesOf(stream: Readable): AsyncIterator<Uint8Array> {
  return stream.iterator({ destroyOnReturn: false });
}

async function readHead(pieces: AsyncIterator<Uint8Array>): Promise<Buffer> {
  const read: Uint8Array[] = [];
  for (let sizeBytes = 0; sizeBytes < HEAD_BYTES;) {
    const next = await pieces.next();
    if (next.done === true) break;
    read.push(next.value);
    sizeBytes += next.value.length;
  }
  return Buffer.concat(read);
}

async function* prepended(head: Uint8Array, pieces: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
}
