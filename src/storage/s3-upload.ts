import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3ServiceException,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from "@aws-sdk/client-s3";
import { setTimeout as sleep } from "node:timers/promises";
import { SLAB_BYTES, SlabPool } from "./slab-pool.js";
import { UploadPart } from "./upload-part.js";

/*
 * A body of unknown length on its way to S3. What fits into one part is a plain put, since servers take long to join
 * parts: an hour of a voice memo fits. All else is a multipart upload, one part on its way while the next one fills.
 *
 * All uploads of a process share MEMORY_BYTES. When those are taken, parts are sent as soon as S3 allows it, at
 * SMALLEST_PART_BYTES, and the next part fills when the one before has arrived; so many bytes an upload may always hold,
 * lest uploads wait for each other. S3 takes 10,000 parts, hence objects of 48 GiB at least.
 */
export const PART_BYTES = 16 * 1024 ** 2;
export const SMALLEST_PART_BYTES = 5 * 1024 ** 2;
const MEMORY_BYTES = 48 * 1024 ** 2;

const FIRST_PAUSE_MS = 100;

/** What all uploads of this process share. */
export const uploadMemory = new SlabPool(MEMORY_BYTES / SLAB_BYTES, SMALLEST_PART_BYTES / SLAB_BYTES);

export interface UploadTarget {
  client: S3Client;
  object: { Bucket: string; Key: string };
  contentType: string | undefined;
  /** How often one part is tried; the client repeats no request whose body is a stream. */
  attempts: number;
}

/** Stores the body and gives back its size. On failure, the body's own included, it leaves nothing behind. */
export async function upload(target: UploadTarget, body: AsyncIterable<Uint8Array>): Promise<number> {
  const multipart = new MultipartUpload(target);
  const memory = uploadMemory.share();
  let part = new UploadPart(memory);
  let sizeBytes = 0;
  try {
    for await (const piece of body) {
      sizeBytes += piece.length;
      for (let taken = 0; taken < piece.length;) {
        const fitting = piece.subarray(taken, taken + PART_BYTES - part.sizeBytes);
        const filled = part.fill(fitting);
        taken += filled;
        if (filled === fitting.length && part.sizeBytes < PART_BYTES) continue;
        if (part.sizeBytes < SMALLEST_PART_BYTES) {
          await multipart.sent();
          continue;
        }
        await multipart.send(part);
        part = new UploadPart(memory);
      }
    }
    await multipart.finish(part);
    return sizeBytes;
  } catch (error) {
    await multipart.abort();
    throw error;
  } finally {
    part.release();
  }
}

class MultipartUpload {
  #uploadId: string | undefined;
  #sent: CompletedPart[] = [];
  #sending: Promise<void> = Promise.resolve();

  constructor(private readonly target: UploadTarget) {}

  /** Resolves when no part is on its way; throws what the last one met. */
  async sent(): Promise<void> {
    await this.#sending;
  }

  /** Resolves when the part before this one has been sent. */
  async send(part: UploadPart): Promise<void> {
    const { client, object, contentType } = this.target;
    try {
      await this.#sending;
      if (this.#uploadId === undefined) {
        const create = { ...object, ...typed(contentType), ChecksumAlgorithm: "CRC32" as const };
        this.#uploadId = (await client.send(new CreateMultipartUploadCommand(create))).UploadId;
      }
    } catch (error) {
      part.release();
      throw error;
    }
    this.#sending = this.#sendPart(part).finally(() => part.release());
    // Whoever waits for it next meets its failure.
    this.#sending.catch(() => undefined);
  }

  async finish(last: UploadPart): Promise<void> {
    const { client, object, contentType } = this.target;
    if (this.#uploadId === undefined) {
      await persistently(this.target.attempts, () =>
        client.send(new PutObjectCommand({ ...object, ...typed(contentType), ...contentOf(last) })),
      );
      return;
    }
    await this.#sending;
    if (last.sizeBytes > 0) await this.#sendPart(last);
    const complete = { ...object, UploadId: this.#uploadId, MultipartUpload: { Parts: this.#sent } };
    await client.send(new CompleteMultipartUploadCommand(complete));
  }

  /** Never throws: what could not be removed, a sweep removes. */
  async abort(): Promise<void> {
    // A part that arrives after the abortion would stay.
    await this.#sending.catch(() => undefined);
    if (this.#uploadId === undefined) return;
    const { client, object } = this.target;
    const command = new AbortMultipartUploadCommand({ ...object, UploadId: this.#uploadId });
    await client.send(command).catch(() => undefined);
  }

  async #sendPart(part: UploadPart): Promise<void> {
    const { client, object, attempts } = this.target;
    const PartNumber = this.#sent.length + 1;
    const place = { ...object, UploadId: this.#uploadId, PartNumber };
    const { ETag } = await persistently(attempts, () =>
      client.send(new UploadPartCommand({ ...place, ...contentOf(part) })),
    );
    this.#sent.push({ ETag, PartNumber, ChecksumCRC32: part.checksum });
  }
}

function contentOf(part: UploadPart) {
  return { Body: part.open(), ContentLength: part.sizeBytes, ChecksumCRC32: part.checksum };
}

function typed(contentType: string | undefined): { ContentType?: string } {
  return contentType === undefined ? {} : { ContentType: contentType };
}

/** Tries again what failed on the way, or on the store's side. */
export async function persistently<T>(attempts: number, request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      if (attempt >= attempts || isRefusal(error)) throw error;
    }
    await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
  }
}

/** Asked again, the store would say the same. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  const status = error.$metadata.httpStatusCode ?? 500;
  return status < 500 && status !== 429;
}
