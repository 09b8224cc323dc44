import { DetailedError, Upload } from "tus-js-client";
import { heard, heardNothing } from "../api/reach.js";
import type { OutboxItem, Wishes } from "./outbox-db.js";

const PART_BYTES = 16 * 1024 * 1024;
/** Short breaks are sat out within one try; after that the outbox tries again by itself. */
const RETRY_DELAYS_MS = [0, 1_000, 3_000, 8_000];

export type Sent =
  | { outcome: "arrived" }
  /** The service has read it and will not have it. */
  | { outcome: "refused"; reason: string }
  /** It did not get through; nothing is said against trying again. `reason` is the service's own, where it gave one. */
  | { outcome: "interrupted"; reason?: string };

export interface Sending {
  result: Promise<Sent>;
  stop: () => void;
}

/** Sends an item from where it was left, by tus; the last byte starts its job. */
export function send(
  item: OutboxItem,
  on: { progress: (sentBytes: number) => void; address: (uploadUrl: string) => void },
): Sending {
  const { name, content, wishes, uploadUrl } = item;
  const { promise, resolve } = Promise.withResolvers<Sent>();
  const upload = new Upload(content, {
    endpoint: "/files",
    chunkSize: PART_BYTES,
    retryDelays: RETRY_DELAYS_MS,
    storeFingerprintForResuming: false,
    metadata: { filename: name, autostart: "true", ...textOf(wishes) },
    ...(uploadUrl !== undefined && { uploadUrl }),
    onProgress: (sentBytes) => on.progress(sentBytes),
    onUploadUrlAvailable: () => {
      if (upload.url !== null) on.address(upload.url);
    },
    onAfterResponse: (_request, response) => heard(response.getStatus()),
    onSuccess: () => resolve({ outcome: "arrived" }),
    onError: (error) => resolve(outcomeOf(error)),
  });
  upload.start();
  return {
    result: promise,
    stop: () => {
      resolve({ outcome: "interrupted" });
      void upload.abort();
    },
  };
}

/** In tus' metadata everything is text. */
function textOf({ vocabulary, ...wishes }: Wishes = {}): Record<string, string> {
  return { ...wishes, ...(vocabulary !== undefined && { vocabulary: JSON.stringify(vocabulary) }) };
}

/** What asks to wait, to sign in or to come back is no refusal. */
const PASSING = new Set([401, 403, 404, 408, 409, 410, 423, 429]);

function outcomeOf(error: Error): Sent {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (response === null) {
    heardNothing();
    return { outcome: "interrupted" };
  }
  const status = response.getStatus();
  const detail = detailOf(response.getBody());
  if (status >= 400 && status < 500 && !PASSING.has(status))
    return { outcome: "refused", reason: detail ?? `The service answered ${status}.` };
  return { outcome: "interrupted", ...(detail !== undefined && { reason: detail }) };
}

function detailOf(body: string): string | undefined {
  try {
    const problem = JSON.parse(body) as { detail?: unknown };
    return typeof problem.detail === "string" ? problem.detail : undefined;
  } catch {
    return undefined;
  }
}

/** Tells the service that no more of an upload will come. If it does not hear of it, it notices by itself after a day. */
export async function giveUp(uploadUrl: string): Promise<void> {
  await Upload.terminate(uploadUrl).catch(() => undefined);
}
