import { z } from "zod";
import { jobFormSchema, type JobFields } from "../../../contracts/http/job-fields.js";
import { jobSourceSchema } from "../../../contracts/http/job-source.js";
import { jobAnswerSchema } from "../../../contracts/http/job.js";
import type { Job } from "../../../domain/job.js";
import { jobKeys } from "../../../domain/object-keys.js";
import { answerOf, offerDuplicate } from "../../created-job.js";
import { reused } from "../../idempotency.js";
import type { ApiContext } from "../../context.js";
import { requireServable } from "../../job-wishes.js";
import { operation, type Answer } from "../../operation.js";
import { checkFields } from "../../read-input.js";
import { newJob, submitJob, type KeptFields } from "../../submit-job.js";
import { discarding } from "../../upload/discarding.js";
import { discardRecording, receiveRecording, UPLOAD_PROBLEMS } from "../../upload/receive-recording.js";
import type { StoredRecording } from "../../upload/recording-storage.js";
import { createFromSource } from "../../uploads/create-from-source.js";
import { TAKE_PROBLEMS } from "../../uploads/take-uploaded.js";

const DESCRIPTION = `Send the recording as the field \`file\`, after the others: a mistake in them is then told before the
recording has been sent. The answer comes when recording and job are stored, from when on nothing can lose them.

Or name the recording as JSON: \`upload\`, a finished resumable or direct upload, whose id the job gets; or \`url\`, from where
the service fetches it when the job's turn has come. What cannot be fetched ends the job with a \`source_…\` code; an address
that is not public is refused at once.

A recording that the same bytes were uploaded of before, with the same options, makes no new job: the answer is the earlier
job with 200 and the header \`Diarist-Duplicate-Of\`, unless that one failed or was cancelled, or \`duplicate=allow\` asks for
a new one.`;

const querySchema = z.object({
  duplicate: z
    .enum(["reuse", "allow"])
    .default("reuse")
    .meta({ description: "What to do where the same recording was uploaded before." }),
});

const jobHeaders = { Location: { description: "The job's address." } };

export const createJob = operation({
  id: "createJob",
  method: "post",
  path: "/v1/jobs",
  tag: "Jobs",
  summary: "Upload a recording",
  description: DESCRIPTION,
  scope: "jobs:write",
  createsJob: true,
  idempotent: true,
  query: querySchema,
  json: jobSourceSchema,
  form: jobFormSchema.extend({
    file: z.file().meta({ description: "The recording: audio or video of any kind." }),
  }),
  answers: {
    201: { description: "A new job.", json: jobAnswerSchema, headers: jobHeaders },
    200: {
      description: "The job that was made of the same recording before.",
      json: jobAnswerSchema,
      headers: { ...jobHeaders, "Diarist-Duplicate-Of": { description: "The earlier job's id." } },
    },
  },
  problems: [
    ...UPLOAD_PROBLEMS.filter((code) => code !== "not_multipart"),
    ...TAKE_PROBLEMS,
    "language_model_required",
    "forbidden_address",
    "source_forbidden_address",
    "note_template_not_found",
  ],
  handler: async (context, { tenantId, query, body, attempt, request, response }) => {
    if (!request.is("multipart/form-data"))
      return createFromSource(context, { tenantId, source: body, attempt, request, ...query });
    const jobId = attempt.resourceId;
    const made = attempt.resumed ? await context.jobs.get(tenantId, jobId) : undefined;
    // What is only compared with what was sent before is not stored.
    const objects = attempt.answered || made !== undefined ? discarding : context.objects;
    const key = jobKeys(tenantId, jobId).audio;
    const receiving = { ...context, objects };
    const asksForNew = !attempt.answered && made === undefined;
    const check = async (form: unknown): Promise<void> => {
      const asked = readFields(context, form);
      // What was answered before may name a template that is gone since.
      if (asksForNew) await context.noteTemplates.chooseIn(tenantId, asked);
    };
    const recording = await receiveRecording(receiving, request, response, key, check);
    let fields: KeptFields = {};
    let earlier: Answer | undefined;
    try {
      const asked = readFields(context, request.body);
      earlier =
        attempt.recall(query, recording.sha256, asked) ??
        (made === undefined ? undefined : answerAgain(made, recording));
      if (earlier === undefined) {
        fields = await context.noteTemplates.chooseIn(tenantId, asked);
        if (query.duplicate === "reuse") earlier = await offerDuplicate(context, tenantId, recording, fields);
      }
    } catch (error) {
      await discardRecording(receiving, key);
      throw error;
    }
    if (earlier !== undefined) {
      await discardRecording(receiving, key);
      return earlier;
    }
    const job = newJob({ tenantId, jobId, recording, fields });
    await submitJob(context, job, request);
    return answerOf(201, job);
  },
});

/**
 * Of a form's fields; throws `invalid_request`, `language_model_required` and `forbidden_address` before the recording has
 * come. A browser sends what was left empty as empty text.
 */
function readFields(context: ApiContext, form: unknown): JobFields {
  const entries = Object.entries(z.record(z.string(), z.unknown()).parse(form ?? {}));
  const fields = checkFields(jobFormSchema, Object.fromEntries(entries.filter(([, value]) => value !== "")));
  requireServable(context, fields);
  return fields;
}

/** To a request whose first attempt made the job and broke off before it was answered. */
function answerAgain(made: Job, { sha256 }: StoredRecording): Answer {
  if (made.sha256 !== sha256) throw reused();
  return answerOf(201, made);
}
