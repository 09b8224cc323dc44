import type { NoteFormat, TranscriptFormat } from "../../contracts/http/results.js";
import { ApiError } from "../http/api-error.js";
import type { ApiClient } from "../http/client.js";

export function fetchTranscript(
  client: ApiClient,
  jobId: string,
  format: TranscriptFormat,
  signal?: AbortSignal,
): Promise<Buffer> {
  return client.bytes("GET", `/v1/jobs/${jobId}/transcript`, { query: { format }, signal });
}

/** Undefined where there is none. */
export async function fetchNote(
  client: ApiClient,
  jobId: string,
  format: NoteFormat,
  signal?: AbortSignal,
): Promise<Buffer | undefined> {
  try {
    return await client.bytes("GET", `/v1/jobs/${jobId}/note`, { query: { format }, signal });
  } catch (error) {
    if (error instanceof ApiError && error.code === "note_unavailable") return undefined;
    throw error;
  }
}
