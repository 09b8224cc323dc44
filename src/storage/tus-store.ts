import { S3Store, type MetadataValue } from "@tus/s3-store";
import { ERRORS, type Upload } from "@tus/server";
import type { Readable } from "node:stream";
import { UPLOADS_PREFIX } from "../domain/object-keys.js";
import { clientConfig, errorName, storageError } from "./aws-client.js";
import { PART_BYTES, persistently, SMALLEST_PART_BYTES, uploadMemory } from "./s3-upload.js";
import type { S3Options } from "./s3-object-store.js";
import { UploadPart } from "./upload-part.js";

/*
 * Resumable uploads as `@tus/s3-store` lays them out: a multipart upload under the recording's own key, beside it a small
 * object about it and one for bytes that are too few for a part (domain/object-keys.ts says where). A finished upload
 * needs no copy.
 *
 * The package's own way of writing is replaced. It sends parts side by side, so that a gateway which is killed may leave
 * part 5 without part 4, and it takes what is there for the beginning of the file. Here one part follows the other,
 * through the same bounded memory as all other uploads, without files.
 */

// S3 takes 10,000 parts.
const MAX_PARTS = 10_000;

export interface TusStoreOptions extends S3Options {
  maxUploadBytes: number;
  expirySeconds: number;
}

export class TusStore extends S3Store {
  readonly #bucket: string;
  readonly #partBytes: number;
  readonly #attempts: number;

  constructor({ bucket, maxUploadBytes, expirySeconds, ...endpoint }: TusStoreOptions) {
    super({
      s3ClientConfig: {
        ...clientConfig(endpoint),
        bucket,
        forcePathStyle: endpoint.endpoint !== undefined,
        // Checksums would have to be agreed upon when the multipart upload is created, which is the package's doing.
        requestChecksumCalculation: "WHEN_REQUIRED",
        responseChecksumValidation: "WHEN_REQUIRED",
      },
      expirationPeriodInMilliseconds: expirySeconds * 1000,
      // Not every S3-compatible server knows tags.
      useTags: false,
      // Another gateway may have gone on with the upload meanwhile.
      cache: { get: async () => undefined, set: async () => undefined, delete: async () => undefined },
    });
    this.#bucket = bucket;
    this.#attempts = endpoint.attempts ?? 1;
    this.#partBytes = Math.max(PART_BYTES, Math.ceil(maxUploadBytes / MAX_PARTS));
  }

  /**
   * What is there of an upload. One whose bytes are all there, but whose gateway died before it had put them together, is
   * finished here. Throws tus' "not found" only where there is none: a client would begin anew.
   */
  override async getUpload(id: string): Promise<Upload> {
    return this.#asking(async () => {
      const { file } = await unlessMissing(() => this.getMetadata(id));
      const wholeBytes = await this.#wholeBytes(id);
      if (wholeBytes !== undefined) return Object.assign(file, { size: wholeBytes, offset: wholeBytes });
      const parts = await unlessMissing(() => this.retrieveParts(id));
      const partBytes = parts.reduce((sum, { Size = 0 }) => sum + Size, 0);
      const offset = partBytes + ((await this.getIncompletePartSize(id)) ?? 0);
      if (offset === file.size) await this.write([], id, offset);
      return Object.assign(file, { offset });
    });
  }

  override async write(source: Readable | [], id: string, offset: number): Promise<number> {
    return this.#asking(async () => {
      const metadata = await this.getMetadata(id);
      const parts = await unlessMissing(() => this.retrieveParts(id));
      const carried = await this.#takeIncompletePart(id);
      const start = offset - carried.length;
      const end = start + (await this.#store(metadata, parts.length + 1, start, [carried], source));
      if (end === metadata.file.size)
        await this.finishMultipartUpload(metadata, await this.retrieveParts(id));
      return end;
    });
  }

  /** Also of an upload that is finished. */
  override async remove(id: string): Promise<void> {
    await this.#asking(async () => {
      const { "upload-id": UploadId } = await unlessMissing(() => this.getMetadata(id));
      await this.client.abortMultipartUpload({ ...this.#object(id), UploadId }).catch(unlessGone);
      for (const key of [id, this.partKey(id, true), this.infoKey(id)])
        await this.client.deleteObject(this.#object(key));
    });
  }

  protected override infoKey(id: string): string {
    return `${UPLOADS_PREFIX}${id}.info`;
  }

  protected override partKey(id: string, isIncomplete = false): string {
    return isIncomplete ? `${UPLOADS_PREFIX}${id}.part` : id;
  }

  /**
   * Sends the pieces of all sources as parts, the rest as an incomplete one, and gives back how many bytes are stored. A
   * source that breaks off is one that ends: what came of it need not be sent again.
   */
  async #store(
    metadata: MetadataValue,
    firstPartNumber: number,
    offset: number,
    ...sources: (Readable | Buffer[])[]
  ): Promise<number> {
    const { id, size } = metadata.file;
    let partNumber = firstPartNumber;
    let storedBytes = 0;
    const memory = uploadMemory.share();
    let part = new UploadPart(memory);
    const flush = async (): Promise<void> => {
      const isWhole = part.sizeBytes >= SMALLEST_PART_BYTES || offset + storedBytes + part.sizeBytes === size;
      await (isWhole ? this.#sendPart(metadata, part, partNumber) : this.#sendIncompletePart(id, part));
      storedBytes += part.sizeBytes;
      partNumber += 1;
      part.release();
      part = new UploadPart(memory);
    };
    try {
      for await (const piece of piecesOf(sources)) {
        for (let taken = 0; taken < piece.length;) {
          const fitting = piece.subarray(taken, taken + this.#partBytes - part.sizeBytes);
          const filled = part.fill(fitting);
          taken += filled;
          if (filled < fitting.length || part.sizeBytes === this.#partBytes) await flush();
        }
      }
      if (part.sizeBytes > 0) await flush();
      return storedBytes;
    } finally {
      part.release();
    }
  }

  async #sendPart({ file, "upload-id": UploadId }: MetadataValue, part: UploadPart, PartNumber: number) {
    await persistently(this.#attempts, () =>
      this.client.uploadPart({ ...this.#object(file.id), UploadId, PartNumber, ...contentOf(part) }),
    );
  }

  async #sendIncompletePart(id: string, part: UploadPart): Promise<void> {
    await persistently(this.#attempts, () =>
      this.client.putObject({ ...this.#object(this.partKey(id, true)), ...contentOf(part) }),
    );
  }

  /**
   * Removed before its bytes are sent as part of something larger: never are they counted twice, and where the gateway
   * dies meanwhile, the client sends them again.
   */
  async #takeIncompletePart(id: string): Promise<Buffer> {
    const body = await this.getIncompletePart(id);
    if (body === undefined) return Buffer.alloc(0);
    const bytes = Buffer.concat(await body.toArray());
    await this.deleteIncompletePart(id);
    return bytes;
  }

  /** Size of the finished upload; undefined before. */
  async #wholeBytes(id: string): Promise<number | undefined> {
    try {
      return (await this.client.headObject(this.#object(id))).ContentLength;
    } catch (error) {
      if (errorName(error) === "NotFound") return undefined;
      throw error;
    }
  }

  async #asking<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      // tus' own errors are plain objects.
      throw error instanceof Error
        ? storageError(`Keeping an upload in the bucket ${this.#bucket}`, error)
        : error;
    }
  }

  #object(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: key };
  }
}

async function* piecesOf(sources: readonly (Readable | Buffer[])[]): AsyncGenerator<Buffer> {
  for (const source of sources) {
    if (Array.isArray(source)) {
      yield* source;
      continue;
    }
    try {
      for await (const piece of source) if (Buffer.isBuffer(piece)) yield piece;
    } catch {
      // Whoever sent it knows.
      return;
    }
  }
}

const MISSING = new Set<string | undefined>(["NoSuchKey", "NoSuchUpload"]);

async function unlessMissing<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw MISSING.has(errorName(error)) ? ERRORS.FILE_NOT_FOUND : error;
  }
}

function unlessGone(error: unknown): void {
  if (errorName(error) !== "NoSuchUpload") throw error;
}

function contentOf(part: UploadPart) {
  return { Body: part.open(), ContentLength: part.sizeBytes };
}
