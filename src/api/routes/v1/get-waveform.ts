import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { jobIdParams } from "../../../contracts/http/common.js";
import { DiaristError } from "../../../domain/errors.js";
import { jobKeys } from "../../../domain/object-keys.js";
import { coarser, waveformSchema } from "../../../domain/waveform.js";
import { operation } from "../../operation.js";
import { readJson } from "../../read-json.js";
import { keepAndAskAgain } from "../../results/caching.js";
import { findJob, requireTranscript } from "../../requested-job.js";

/** Below what proxies wait for an answer's first byte. */
const MAX_WAIT_SECONDS = 50;
/** A look is one read of a small object that is mostly not there. */
const LOOK_MS = 300;

const querySchema = z.object({
  resolution: z.coerce.number().int().min(1).max(100_000).optional().meta({
    description: "At most so many peaks, as a player has pixels. Ten a second where it is not given.",
  }),
});

/** An hour is measured in a few seconds. */
const AGAIN_SECONDS = 2;

export const getWaveform = operation({
  id: "getWaveform",
  method: "get",
  path: "/v1/jobs/{jobId}/waveform",
  tag: "Results",
  summary: "The waveform, for players",
  description:
    "How loud the recording is from beginning to end. It is measured when it is asked for the first time: until then the " +
    "answer is `waveform_not_ready`, with `Retry-After`. With `Prefer: wait=30` (RFC 7240) the answer waits so many seconds for it.",
  scope: "jobs:read",
  params: jobIdParams,
  query: querySchema,
  answers: { 200: { description: "The waveform.", json: waveformSchema.meta({ id: "Waveform" }) } },
  problems: [
    "job_not_found",
    "transcript_not_ready",
    "transcript_unavailable",
    "waveform_not_ready",
    "workflow_unavailable",
  ],
  handler: async (context, { tenantId, params, query, request, response }) => {
    const job = await findJob(context, tenantId, params.jobId);
    requireTranscript(job);
    const read = () => readJson(context, jobKeys(tenantId, job.jobId).waveform, waveformSchema);
    let waveform = await read();
    if (waveform === undefined) {
      await context.controller.makeWaveform(job);
      const until = performance.now() + 1000 * waitSeconds(request.get("prefer"));
      while (waveform === undefined && performance.now() < until && !response.destroyed) {
        await sleep(LOOK_MS);
        waveform = await read();
      }
    }
    if (waveform === undefined) {
      const message = "The waveform is being measured. Ask again.";
      throw new DiaristError("waveform_not_ready", message, { retryAfterSeconds: AGAIN_SECONDS });
    }
    keepAndAskAgain(response);
    return { status: 200, body: coarser(waveform, query.resolution ?? waveform.peaks.length) };
  },
});

/** What RFC 7240 calls a preference: who cannot have it is answered all the same. */
function waitSeconds(prefer = ""): number {
  const [, seconds] = /(?:^|[,;\s])wait=(\d{1,4})(?=$|[,;\s])/.exec(prefer) ?? [];
  return Math.min(Number(seconds ?? 0), MAX_WAIT_SECONDS);
}
