import { isDeepStrictEqual } from "node:util";
import { toJobAnswer } from "../contracts/http/job.js";
import type { Job } from "../domain/job.js";
import type { ApiContext } from "./context.js";
import type { Answer } from "./operation.js";
import type { KeptFields } from "./submit-job.js";
import type { StoredRecording } from "./upload/recording-storage.js";

/** The earlier job of the same bytes and options, where it is of use. */
export async function offerDuplicate(
  { jobs }: ApiContext,
  tenantId: string,
  { sha256 }: StoredRecording,
  fields: KeptFields,
): Promise<Answer | undefined> {
  const earlier = await jobs.findByContent(tenantId, sha256);
  if (earlier === undefined || earlier.state === "failed" || earlier.state === "cancelled") return undefined;
  const { title: _title, tags: _tags, metadata: _metadata, webhookUrl: _url, ...options } = fields;
  if (!isDeepStrictEqual(earlier.options, options)) return undefined;
  return answerOf(200, earlier, { "Diarist-Duplicate-Of": earlier.jobId });
}

export function answerOf(status: number, job: Job, headers: Record<string, string> = {}): Answer {
  return { status, body: toJobAnswer(job), headers: { Location: `/v1/jobs/${job.jobId}`, ...headers } };
}
