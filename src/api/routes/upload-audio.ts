import { z } from "zod";
import { legacyStatus } from "../../domain/job.js";
import { jobKeys } from "../../domain/object-keys.js";
import { once, reused } from "../idempotency.js";
import { rawOperation } from "../operation.js";
import { newJob, submitJob } from "../submit-job.js";
import { tenantOf } from "../tenant.js";
import { discarding } from "../upload/discarding.js";
import { receiveRecording, UPLOAD_PROBLEMS } from "../upload/receive-recording.js";

/** 200 once the recording and the job are stored, from when on nothing can lose them. */
export const uploadAudio = rawOperation({
  id: "legacyUploadAudio",
  method: "post",
  path: "/upload-audio/",
  tag: "Earlier clients",
  summary: "Upload a recording",
  scope: "jobs:write",
  createsJob: true,
  idempotent: true,
  form: z.object({ file: z.file() }),
  answers: {
    200: {
      description: "The recording is stored, and the job waits for its turn.",
      json: z.object({ job_id: z.string(), status: z.literal("queued") }),
    },
  },
  problems: UPLOAD_PROBLEMS,
  handle: (context) => async (request, response) => {
    const tenantId = tenantOf(request);
    const answer = await once(context, { request, response, tenantId }, async (attempt) => {
      const jobId = attempt.resourceId;
      const made = attempt.resumed ? await context.jobs.get(tenantId, jobId) : undefined;
      // What is only compared with what was sent before is not stored.
      const objects = attempt.answered || made !== undefined ? discarding : context.objects;
      const key = jobKeys(tenantId, jobId).audio;
      const recording = await receiveRecording({ ...context, objects }, request, response, key);
      const earlier = attempt.recall(recording.sha256);
      if (earlier !== undefined) return earlier;
      if (made === undefined) await submitJob(context, newJob({ tenantId, jobId, recording }), request);
      else if (made.sha256 !== recording.sha256) throw reused();
      return { status: 200, body: { job_id: jobId, status: legacyStatus("queued") } };
    });
    response.status(answer?.status ?? 200).json(answer?.body);
  },
});
