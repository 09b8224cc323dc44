import { z } from "zod";
import { jobIdParams } from "../../../contracts/http/common.js";
import { DiaristError } from "../../../domain/errors.js";
import { jobKeys } from "../../../domain/object-keys.js";
import { coarser, waveformSchema } from "../../../domain/waveform.js";
import { operation } from "../../operation.js";
import { readJson } from "../../read-json.js";
import { keepAndAskAgain } from "../../results/caching.js";
import { findJob, requireTranscript } from "../../requested-job.js";

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
    "answer is `waveform_not_ready`, with `Retry-After`.",
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
  handler: async (context, { tenantId, params, query, response }) => {
    const job = await findJob(context, tenantId, params.jobId);
    requireTranscript(job);
    const waveform = await readJson(context, jobKeys(tenantId, job.jobId).waveform, waveformSchema);
    if (waveform === undefined) {
      await context.controller.makeWaveform(job);
      const message = "The waveform is being measured. Ask again.";
      throw new DiaristError("waveform_not_ready", message, { retryAfterSeconds: AGAIN_SECONDS });
    }
    keepAndAskAgain(response);
    return { status: 200, body: coarser(waveform, query.resolution ?? waveform.peaks.length) };
  },
});
