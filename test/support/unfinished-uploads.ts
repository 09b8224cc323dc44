import { ListMultipartUploadsCommand, S3Client } from "@aws-sdk/client-s3";
import type { TestObjectStore } from "./stores.js";

/** How many multipart uploads lie in the bucket, asked past our own adapter. */
export async function countUnfinishedUploads({ options }: TestObjectStore): Promise<number> {
  const client = rawClient({ options });
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: options.bucket }));
  return Uploads.length;
}

export function rawClient({ options }: Pick<TestObjectStore, "options">): S3Client {
  const { endpoint, region, credentials } = options;
  return new S3Client({ endpoint, region, credentials, forcePathStyle: true });
}
