import { randomUUID } from "node:crypto";
import { z } from "zod";
import { legacyStatus } from "../../domain/job.js";
import { jobKeys } from "../../domain/object-keys.js";
import { rawOperation } from "../operation.js";
import { newJob, submitJob } from "../submit-job.js";
import { tenantOf } from "../tenant.js";
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
    const jobId = randomUUID();
    const recording = await receiveRecording(context, request, response, jobKeys(tenantId, jobId).audio);
    const job = newJob({ tenantId, jobId, recording });
    await submitJob(context, job, request);
    response.json({ job_id: jobId, status: legacyStatus(job.state) });
  },
});
