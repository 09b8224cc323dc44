import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { DetailedError, Upload } from "tus-js-client";
import { apiErrorOf, ConnectionError } from "./api-error.js";
import { reasonOf, type ApiClient } from "./client.js";

/** Two minutes in which nothing of the file arrives; whenever something does, they begin anew. */
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000, ...Array.from({ length: 11 }, () => 10_000)];

export interface SendOptions {
  signal: AbortSignal;
  onProgress: (sentBytes: number, totalBytes: number) => void;
  /** Told when the connection is lost and it is tried again. */
  onLost: () => void;
}

export interface SentUpload {
  uploadId: string;
  /** To be called once a job is made of it: until then the same file is not sent again. */
  forget: () => Promise<void>;
}

/**
 * Sends a file by tus. Where an earlier run of the program was cut short, by whatever, it goes on from the byte that the
 * service has: `<home>/cli/uploads/` holds the address of each upload that no job was made of. Rejects with the signal's
 * reason when it is aborted.
 */
export async function sendFile(
  client: ApiClient,
  home: string,
  path: string,
  options: SendOptions,
): Promise<SentUpload> {
  const place = await recordOf(client.server, home, path);
  const begun = await readFile(place, "utf8").catch(() => undefined);
  const url = await transfer(client, path, begun, place, options);
  return { uploadId: url.split("/").at(-1) ?? "", forget: () => rm(place, { force: true }) };
}

function transfer(
  client: ApiClient,
  path: string,
  begun: string | undefined,
  place: string,
  { signal, onProgress, onLost }: SendOptions,
): Promise<string> {
  return new Promise((succeed, fail) => {
    const saving: Promise<void>[] = [];
    const upload = new Upload(createReadStream(path), {
      endpoint: `${client.server}/files`,
      ...(begun !== undefined && { uploadUrl: begun }),
      headers: { ...client.headers },
      metadata: { filename: basename(path) },
      retryDelays: RETRY_DELAYS_MS,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => {
        if (upload.url !== null) saving.push(writeFile(place, upload.url, { mode: 0o600 }));
      },
      onProgress,
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        // 423: a gateway that died may still hold the upload for some seconds. 429: too many requests a minute.
        const isPassing = status === 0 || status >= 500 || [409, 423, 429].includes(status);
        if (isPassing && !signal.aborted) onLost();
        return isPassing && !signal.aborted;
      },
      onError: (error) => fail(signal.aborted ? reasonFor(signal) : failureOf(client, error)),
      onSuccess: () => {
        const url = upload.url ?? "";
        Promise.all(saving).then(() => succeed(url), fail);
      },
    });
    signal.addEventListener("abort", () => {
      void upload.abort().finally(() => fail(reasonFor(signal)));
    });
    if (signal.aborted) fail(reasonFor(signal));
    else upload.start();
  });
}

/** A file that changed is another one. */
async function recordOf(server: string, home: string, path: string): Promise<string> {
  const folder = join(home, "cli", "uploads");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { size, mtimeMs } = await stat(path);
  const key = JSON.stringify([server, resolve(path), size, mtimeMs]);
  return join(folder, createHash("sha256").update(key).digest("hex").slice(0, 32));
}

function failureOf(client: ApiClient, error: Error): Error {
  if (!(error instanceof DetailedError)) return error;
  const response = error.originalResponse;
  if (response === null) return new ConnectionError(client.server, reasonOf(error.causingError ?? error));
  const retryAfter = response.getHeader("retry-after") ?? null;
  return apiErrorOf(response.getStatus(), response.getBody(), retryAfter);
}

function reasonFor(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error("aborted");
}
