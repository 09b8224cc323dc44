import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  S3Client,
  paginateListObjectsV2,
  type BucketLocationConstraint,
  type ListMultipartUploadsCommandOutput,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { asking, clientConfig, errorName, storageError, type StoreEndpoint } from "./aws-client.js";
import { BlockReader, type RangeBody } from "./blocks/block-reader.js";
import type { ByteRange, ObjectInfo, ObjectStore, PutOptions } from "./ports.js";
import { upload } from "./s3-upload.js";

/*
 * One bucket; domain/object-keys.ts says which keys lie in it.
 *
 * A multipart upload whose process died stays in the bucket, invisible and paid for, until sweepAbandonedUploads() or a
 * lifecycle rule removes it.
 */

export interface S3Options extends StoreEndpoint {
  bucket: string;
}

/** Longer than BlockReader uses a URL, by what clocks may differ. */
const SIGNED_FOR_SECONDS = 900;

export class S3ObjectStore implements ObjectStore {
  readonly #client: S3Client;
  readonly #blocks: BlockReader;
  readonly #bucket: string;
  readonly #place: string;
  readonly #region: string;
  readonly #attempts: number;

  constructor(options: S3Options) {
    // Local servers have no bucket host names.
    this.#client = new S3Client({
      ...clientConfig(options),
      forcePathStyle: options.endpoint !== undefined,
      // The connection guards what is read; hashing it again took as long as reading it.
      responseChecksumValidation: "WHEN_REQUIRED",
    });
    this.#attempts = options.attempts ?? 1;
    this.#bucket = options.bucket;
    this.#region = options.region;
    this.#blocks = new BlockReader(async (key) => {
      const command = new GetObjectCommand(this.#object(key));
      return new URL(await getSignedUrl(this.#client, command, { expiresIn: SIGNED_FOR_SECONDS }));
    });
    this.#place = `the bucket ${options.bucket} at ${options.endpoint ?? "Amazon S3"}`;
  }

  async putStream(key: string, body: Readable, options: PutOptions = {}): Promise<{ sizeBytes: number }> {
    const { contentType, signal } = options;
    const source = signal === undefined ? body : abortable(body, signal);
    const target = { client: this.#client, object: this.#object(key), contentType, attempts: this.#attempts };
    let sizeBytes: number;
    try {
      sizeBytes = await upload(target, source);
    } catch (error) {
      signal?.throwIfAborted();
      throw error === source.errored ? error : storageError(`Writing to ${this.#place}`, error);
    }
    // Aborted after the body's last byte: too late for the upload to notice.
    if (signal?.aborted === true) {
      await this.delete(key);
      signal.throwIfAborted();
    }
    return { sizeBytes };
  }

  async put(key: string, body: Uint8Array | string, options: PutOptions = {}): Promise<void> {
    const { contentType, signal } = options;
    const command = new PutObjectCommand({ ...this.#object(key), Body: body, ...typed(contentType) });
    try {
      await this.#client.send(command, signal === undefined ? {} : { abortSignal: signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw storageError(`Writing to ${this.#place}`, error);
    }
  }

  async getStream(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const bytes = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end ?? ""}` };
    const answer = await this.#unlessMissing("NoSuchKey", () =>
      this.#client.send(new GetObjectCommand({ ...this.#object(key), ...bytes })),
    );
    if (answer === undefined) return undefined;
    if (!(answer.Body instanceof Readable)) throw new Error("The S3 client runs outside Node");
    return answer.Body;
  }

  async getBlocks(key: string, range: ByteRange): Promise<AsyncIterable<Buffer> | undefined> {
    const answer = await this.#readBlocks(key, range);
    if (answer !== "other") return answer && this.#buffersOf(answer.blocks);
    const body = await this.getStream(key, range);
    return body && this.#buffersOf(body);
  }

  async get(key: string): Promise<Buffer | undefined> {
    const answer = await this.#readBlocks(key, { start: 0 });
    if (answer === undefined) return undefined;
    if (answer === "other") {
      const body = await this.getStream(key);
      return body && asking(`Reading from ${this.#place}`, async () => Buffer.concat(await body.toArray()));
    }
    const whole = Buffer.allocUnsafe(answer.sizeBytes);
    let filled = 0;
    for await (const block of this.#buffersOf(answer.blocks)) filled += block.copy(whole, filled);
    return whole;
  }

  async head(key: string): Promise<ObjectInfo | undefined> {
    const answer = await this.#unlessMissing("NotFound", () =>
      this.#client.send(new HeadObjectCommand(this.#object(key))),
    );
    if (answer === undefined) return undefined;
    return objectInfo(key, answer.ContentLength, answer.LastModified);
  }

  async *list(prefix: string): AsyncGenerator<ObjectInfo> {
    const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix: prefix });
    try {
      for await (const page of pages)
        for (const { Key, Size, LastModified } of page.Contents ?? [])
          if (Key !== undefined) yield objectInfo(Key, Size, LastModified);
    } catch (error) {
      throw storageError(`Listing ${this.#place}`, error);
    }
  }

  async delete(key: string): Promise<void> {
    await asking(`Deleting from ${this.#place}`, () =>
      this.#client.send(new DeleteObjectCommand(this.#object(key))),
    );
  }

  async deletePrefix(prefix: string): Promise<number> {
    const keys: string[] = [];
    for await (const { key } of this.list(prefix)) keys.push(key);
    // One request takes at most 1,000 keys.
    for (let start = 0; start < keys.length; start += 1000) {
      const Objects = keys.slice(start, start + 1000).map((Key) => ({ Key }));
      const answer = await asking(`Deleting from ${this.#place}`, () =>
        this.#client.send(
          new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } }),
        ),
      );
      const refused = answer.Errors?.[0];
      if (refused !== undefined)
        throw storageError(`Deleting from ${this.#place}`, new Error(refused.Message ?? refused.Code));
    }
    return keys.length;
  }

  async check(): Promise<void> {
    await asking(`Looking for ${this.#place}`, () =>
      this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket })),
    );
  }

  /** Creates the bucket where it is missing. Throws `storage_unavailable` when it neither exists nor may be created. */
  async ensureBucket(): Promise<void> {
    try {
      await this.check();
      return;
    } catch {
      // Missing, or hidden from us: creating it tells which.
    }
    // The SDK lists the regions of its release; the service knows newer ones.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
    const LocationConstraint = this.#region as BucketLocationConstraint;
    // us-east-1 is the one region that may not be named here.
    const location =
      this.#region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint } };
    try {
      await this.#client.send(new CreateBucketCommand({ Bucket: this.#bucket, ...location }));
    } catch (error) {
      // Another process was quicker.
      if (errorName(error) === "BucketAlreadyOwnedByYou") return;
      throw storageError(`There is no usable bucket, and creating ${this.#place}`, error);
    }
  }

  /** Removes multipart uploads begun before `before`, which their processes left behind; gives back how many. */
  async sweepAbandonedUploads(before: Date): Promise<number> {
    return asking(`Sweeping ${this.#place}`, async () => {
      let count = 0;
      let position: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined = {};
      while (position !== undefined) {
        const page: ListMultipartUploadsCommandOutput = await this.#client.send(
          new ListMultipartUploadsCommand({ Bucket: this.#bucket, ...position }),
        );
        for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
          if (Key === undefined || UploadId === undefined || Initiated === undefined) continue;
          if (Initiated >= before) continue;
          await this.#client.send(new AbortMultipartUploadCommand({ ...this.#object(Key), UploadId }));
          count += 1;
        }
        position =
          page.IsTruncated === true
            ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
            : undefined;
      }
      return count;
    });
  }

  #object(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: key };
  }

  /** What goes wrong goes wrong once more by way of the SDK, which knows S3's errors and which of them to try again. */
  #readBlocks(key: string, range: ByteRange): Promise<RangeBody | undefined | "other"> {
    return this.#blocks.read(key, range).catch(() => "other");
  }

  async *#buffersOf(body: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
    try {
      for await (const bytes of body) if (Buffer.isBuffer(bytes)) yield bytes;
    } catch (error) {
      throw storageError(`Reading from ${this.#place}`, error);
    }
  }

  async #unlessMissing<T>(missing: string, request: () => Promise<T>): Promise<T | undefined> {
    try {
      return await request();
    } catch (error) {
      if (errorName(error) === missing) return undefined;
      throw storageError(`Reading from ${this.#place}`, error);
    }
  }
}

/** Ends at once when aborted, even while `body` waits for bytes that never come. */
function abortable(body: Readable, signal: AbortSignal): Readable {
  const passage = new PassThrough();
  // Its failure reaches whoever reads from the passage.
  pipeline(body, passage, { signal }).catch(() => undefined);
  return passage;
}

function typed(contentType: string | undefined): { ContentType?: string } {
  return contentType === undefined ? {} : { ContentType: contentType };
}

function objectInfo(key: string, sizeBytes = 0, lastModified = new Date(0)): ObjectInfo {
  return { key, sizeBytes, lastModified };
}
