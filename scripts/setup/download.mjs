import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ChecksumMismatch, SourceUnavailable } from "./errors.mjs";
import { requireReachable } from "./reachable.mjs";
import { verifySha256 } from "./verify.mjs";

const ATTEMPTS = 5;
const STALL_TIMEOUT_MS = 30_000;

/**
 * Fetches `url` into `file`, which appears only when it is complete and its sha256 is right. What a dropped connection or
 * an earlier run left in `<file>.part` is carried on with.
 *
 * @param {{url: string, file: string, sha256: string, retryDelayMs?: number,
 *   onProgress?: (doneBytes: number, totalBytes: number) => void}} options
 */
export async function download({ url, file, sha256, onProgress = () => undefined, retryDelayMs = 500 }) {
  await requireReachable(url);
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.part`;
  const resumed = (await sizeOf(part)) > 0;
  await fetchWhole({ url, part, onProgress, retryDelayMs });
  try {
    await verifySha256(part, sha256, basename(file));
  } catch (error) {
    await rm(part, { force: true });
    // The rest of one file behind the start of another: worth one try from the beginning.
    if (resumed && error instanceof ChecksumMismatch)
      return await download({ url, file, sha256, onProgress, retryDelayMs });
    throw error;
  }
  await rename(part, file);
}

async function fetchWhole({ url, part, onProgress, retryDelayMs }) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchRest(url, part, onProgress);
    } catch (error) {
      if (error instanceof SourceUnavailable) throw error;
      if (attempt === ATTEMPTS)
        throw new SourceUnavailable(
          `${url} broke off ${ATTEMPTS} times (${error.cause?.message ?? error.message})`,
        );
      await sleep(retryDelayMs * attempt);
    }
  }
}

async function fetchRest(url, part, onProgress) {
  const offset = await sizeOf(part);
  const stall = new AbortController();
  const timer = setTimeout(() => stall.abort(new Error("nothing came for 30 s")), STALL_TIMEOUT_MS);
  try {
    const headers = offset > 0 ? { range: `bytes=${offset}-` } : {};
    const response = await fetch(url, { headers, signal: stall.signal });
    // Already whole, or longer than the file: the checksum tells.
    if (response.status === 416) return;
    if (response.status >= 500) throw new Error(`${response.status} ${response.statusText}`);
    if (!response.ok) throw new SourceUnavailable(`${url} answered ${response.status}`);
    const continues = response.status === 206;
    const start = continues ? offset : 0;
    const totalBytes = start + Number(response.headers.get("content-length") ?? 0);
    let doneBytes = start;
    const meter = new Transform({
      transform(chunk, _encoding, callback) {
        timer.refresh();
        doneBytes += chunk.length;
        onProgress(doneBytes, totalBytes);
        callback(null, chunk);
      },
    });
    await pipeline(
      Readable.fromWeb(response.body),
      meter,
      createWriteStream(part, { flags: continues ? "a" : "w" }),
    );
  } finally {
    clearTimeout(timer);
  }
}

async function sizeOf(file) {
  return await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
