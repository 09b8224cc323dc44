import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { DiaristError } from "../domain/errors.js";
import { asking, clientConfig, errorName, storageError } from "./aws-client.js";
import type { MultipartUploads, SentPart, UrlOfPart } from "./ports.js";
import type { S3Options } from "./s3-object-store.js";

export interface S3MultipartOptions extends S3Options {
  /** Where clients reach the store; undefined: Amazon's own. */
  publicEndpoint: string | undefined;
}

/** What a caller got wrong about the parts, by S3's names. */
const INVALID_PARTS = new Set<string | undefined>([
  "InvalidPart",
  "InvalidPartOrder",
  "EntityTooSmall",
  "InvalidRequest",
]);

export class S3MultipartUploads implements MultipartUploads {
  readonly #client: S3Client;
  readonly #signer: S3Client;
  readonly #bucket: string;

  constructor({ bucket, publicEndpoint, ...endpoint }: S3MultipartOptions) {
    const clientAt = (place: string | undefined): S3Client =>
      new S3Client({
        ...clientConfig({ ...endpoint, endpoint: place }),
        forcePathStyle: place !== undefined,
        // By default the checksum of an empty body, all that is known here, would be signed into the URL.
        requestChecksumCalculation: "WHEN_REQUIRED",
      });
    this.#client = clientAt(endpoint.endpoint);
    this.#signer = clientAt(publicEndpoint);
    this.#bucket = bucket;
  }

  async begin(key: string, contentType: string | undefined): Promise<string> {
    const type = contentType === undefined ? {} : { ContentType: contentType };
    const { UploadId } = await this.#asking(() =>
      this.#client.send(new CreateMultipartUploadCommand({ ...this.#object(key), ...type })),
    );
    if (UploadId === undefined) throw new Error("The store began an upload without an id");
    return UploadId;
  }

  async partUrl(key: string, multipartId: string, part: UrlOfPart): Promise<string> {
    const { partNumber: PartNumber, sizeBytes: ContentLength, expiresSeconds: expiresIn } = part;
    const command = new UploadPartCommand({
      ...this.#object(key),
      UploadId: multipartId,
      PartNumber,
      ContentLength,
    });
    // A signed length is what keeps a client from sending more than it announced.
    return getSignedUrl(this.#signer, command, { expiresIn, signableHeaders: new Set(["content-length"]) });
  }

  async complete(key: string, multipartId: string, parts: readonly SentPart[]): Promise<void> {
    const Parts = parts.map(({ partNumber, etag }) => ({ PartNumber: partNumber, ETag: etag }));
    try {
      await this.#client.send(
        new CompleteMultipartUploadCommand({
          ...this.#object(key),
          UploadId: multipartId,
          MultipartUpload: { Parts },
        }),
      );
    } catch (error) {
      const name = errorName(error);
      if (name === "NoSuchUpload") throw new DiaristError("upload_not_found", "There is no such upload.");
      if (INVALID_PARTS.has(name))
        throw new DiaristError("upload_parts_invalid", "The parts are not those that were sent.", {
          cause: error,
        });
      throw storageError(`Completing an upload in the bucket ${this.#bucket}`, error);
    }
  }

  async abort(key: string): Promise<void> {
    await this.#asking(async () => {
      const { Uploads = [] } = await this.#client.send(
        new ListMultipartUploadsCommand({ Bucket: this.#bucket, Prefix: key }),
      );
      for (const { Key, UploadId } of Uploads) {
        if (Key !== key) continue;
        const command = new AbortMultipartUploadCommand({ ...this.#object(key), UploadId });
        await this.#client.send(command).catch((error: unknown) => {
          // Somebody else was quicker.
          if (errorName(error) !== "NoSuchUpload") throw error;
        });
      }
    });
  }

  #object(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: key };
  }

  async #asking<T>(request: () => Promise<T>): Promise<T> {
    return asking(`Keeping an upload in the bucket ${this.#bucket}`, request);
  }
}
