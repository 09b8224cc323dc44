import { setTimeout as sleep } from "node:timers/promises";
import { DiaristError } from "../domain/errors.js";
import type { GuardedFetch, GuardedResponse, RemoteFile, RemoteFiles } from "./port.js";

export interface RemoteFilesOptions {
  fetch: GuardedFetch;
  maxBytes: number;
  /** Before the first attempt to go on with a broken transfer; doubled each time nothing came. */
  firstPauseMs?: number;
}

/** In a row, without a byte in between. Then it is for a later attempt of the whole. */
const FRUITLESS_RESUMES = 5;
const FIRST_PAUSE_MS = 500;
/** Refusals that say "not now". */
const LATER = new Set([408, 425, 429]);

/**
 * Reads files by HTTP. A transfer that breaks off is gone on with where it broke, if the server has named the very version
 * of the file (a strong ETag); else it fails, since two halves of different files would look like one.
 */
export function createRemoteFiles(options: RemoteFilesOptions): RemoteFiles {
  const { fetch, maxBytes, firstPauseMs = FIRST_PAUSE_MS } = options;

  async function request(
    url: URL,
    signal: AbortSignal,
    headers: Record<string, string>,
  ): Promise<GuardedResponse> {
    let response: GuardedResponse;
    try {
      // Ranges and lengths are to be those of the file, not of its compressed form.
      response = await fetch(url, { signal, headers: { "accept-encoding": "identity", ...headers } });
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error, url);
    }
    if (response.ok) return response;
    await response.body?.cancel();
    throw refusal(response, url);
  }

  async function* read(url: URL, first: GuardedResponse, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const etag = first.headers.get("etag");
    const version = etag === null || etag.startsWith("W/") ? undefined : etag;
    const totalBytes = lengthOf(first);
    let position = 0;
    let fruitless = 0;
    let response: GuardedResponse | undefined = first;
    for (;;) {
      try {
        response ??= await resume(url, position, version, signal);
        for await (const piece of response.body ?? []) {
          position += piece.length;
          fruitless = 0;
          if (position > maxBytes) throw tooLarge(url, maxBytes);
          yield piece;
        }
        if (totalBytes === undefined || position >= totalBytes) return;
        throw new Error(`${String(position)} of ${String(totalBytes)} bytes came`);
      } catch (error) {
        signal.throwIfAborted();
        const failure = failureOf(error, url);
        const isOver = error instanceof ChangedFile || !failure.retryable;
        if (isOver || version === undefined || fruitless >= FRUITLESS_RESUMES) throw failure;
      }
      response = undefined;
      await sleep(firstPauseMs * 2 ** fruitless, undefined, { signal });
      fruitless += 1;
    }
  }

  async function resume(
    url: URL,
    position: number,
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<GuardedResponse> {
    const response = await request(url, signal, {
      range: `bytes=${String(position)}-`,
      ...(version !== undefined && { "if-range": version }),
    });
    const start = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1];
    if (response.status === 206 && Number(start) === position) return response;
    if (position === 0 && response.status === 200) return response;
    await response.body?.cancel();
    // Another attempt reads the file as it is then, from its beginning.
    throw new ChangedFile(`${url.host} has another file there by now, or sends no ranges`);
  }

  return {
    async open(source, signal): Promise<RemoteFile> {
      const url = new URL(source);
      const response = await request(url, signal, {});
      if ((lengthOf(response) ?? 0) > maxBytes) {
        await response.body?.cancel();
        throw tooLarge(url, maxBytes);
      }
      const contentType = response.headers.get("content-type") ?? undefined;
      return { contentType, bytes: read(url, response, signal) };
    },
  };
}

class ChangedFile extends Error {}

function failureOf(error: unknown, url: URL): DiaristError {
  if (error instanceof DiaristError) {
    if (error.code !== "forbidden_address") return error;
    return new DiaristError("source_forbidden_address", error.message);
  }
  // fetch() itself says only "fetch failed"; messages of the system hold addresses and names, but no URL.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DiaristError("source_unreachable", `${url.host} could not be read: ${reason}`, { cause: error });
}

function refusal({ status, headers }: GuardedResponse, { host }: URL): DiaristError {
  const message = `${host} answered ${String(status)}`;
  if (status < 500 && !LATER.has(status)) return new DiaristError("source_refused", message);
  const seconds = Number(headers.get("retry-after") ?? NaN);
  const later = Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {};
  return new DiaristError("source_unreachable", message, later);
}

function tooLarge({ host }: URL, maxBytes: number): DiaristError {
  return new DiaristError(
    "source_too_large",
    `The recording at ${host} has more than ${String(maxBytes)} bytes.`,
  );
}

function lengthOf(response: GuardedResponse): number | undefined {
  const length = response.headers.get("content-length");
  return length === null ? undefined : Number(length);
}
