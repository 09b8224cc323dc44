import { Upload, type UploadOptions } from "tus-js-client";

export interface Sent {
  /** The upload's id, which its job gets. */
  id: string;
  /** From the last answer. */
  jobId: string | undefined;
}

/** Sends with the tus client that everyone uses; it begins again where the server says, as often as it has delays. */
export async function sendByTus(
  endpoint: string,
  body: Buffer,
  metadata: Record<string, string> = {},
  options: Partial<UploadOptions> = {},
): Promise<Sent> {
  let jobId: string | undefined;
  return new Promise((resolve, reject) => {
    const upload = new Upload(body, {
      endpoint,
      metadata,
      retryDelays: Array.from({ length: 300 }, () => 20),
      onAfterResponse: (_request, response) => {
        jobId = response.getHeader("Diarist-Job-Id") ?? undefined;
      },
      onError: reject,
      onSuccess: () => {
        resolve({ id: upload.url?.split("/").at(-1) ?? "", jobId });
      },
      ...options,
    });
    upload.start();
  });
}

/** A tus request by hand. */
export async function tus(
  method: string,
  url: string,
  headers: Record<string, string> = {},
  body?: Buffer,
): Promise<Response> {
  return fetch(url, {
    method,
    headers: { "tus-resumable": "1.0.0", ...headers },
    ...(body !== undefined && { body: new Uint8Array(body) }),
  });
}

export function metadataHeader(metadata: Record<string, string>): string {
  return Object.entries(metadata)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString("base64")}`)
    .join(",");
}
