import { jobIdParams } from "../../../contracts/http/common.js";
import { jobAnswerSchema, toJobAnswer } from "../../../contracts/http/job.js";
import { noteWishSchema, type NoteWish } from "../../../contracts/http/note-options.js";
import type { JobOptions } from "../../../domain/job.js";
import type { TemplateChoice } from "../../../domain/note-template.js";
import { requireWriterFor } from "../../note-wishes.js";
import { operation } from "../../operation.js";
import { findJob, requireTranscript } from "../../requested-job.js";

export const rewriteNote = operation({
  id: "rewriteNote",
  method: "post",
  path: "/v1/jobs/{jobId}/note",
  tag: "Jobs",
  summary: "Have the note written again",
  description:
    "For a note that failed, or that you would rather have anew: as the job's options say, or with what the body gives. That " +
    "then stands in the job's options; `null` takes it out of them. The note that is there stays readable until it is replaced; " +
    "`note.status` is `pending` until then.",
  scope: "jobs:write",
  idempotent: true,
  params: jobIdParams,
  json: noteWishSchema.optional(),
  answers: { 202: { description: "It is going to be written.", json: jobAnswerSchema } },
  problems: [
    "job_not_found",
    "transcript_not_ready",
    "transcript_unavailable",
    "language_model_required",
    "note_template_not_found",
    "workflow_unavailable",
  ],
  handler: async (context, { tenantId, params, body: wish }) => {
    const job = await findJob(context, tenantId, params.jobId);
    requireTranscript(job);
    const template = wish?.template && (await context.noteTemplates.choose(tenantId, wish.template));
    const options = wish === undefined ? job.options : withWish(job.options, { ...wish, template });
    requireWriterFor(context, options);
    // Before it is asked for: the writer reads its options there, and who looks at the job from now on waits for that note.
    const pending = { options, note: { status: "pending" } } as const;
    const asked = await context.jobs.update(tenantId, job.jobId, pending);
    try {
      await context.controller.rewriteNote(asked);
    } catch (error) {
      await context.jobs.update(tenantId, job.jobId, { options: job.options, note: job.note });
      throw error;
    }
    return { status: 202, body: toJobAnswer(asked) };
  },
});

type KeptWish = Omit<NoteWish, "template"> & { template: TemplateChoice | null | undefined };

function withWish(options: JobOptions, wish: KeptWish): JobOptions {
  const { noteTemplate, noteInstructions, noteLanguage, ...others } = options;
  // Null is a wish too: for none.
  const { template = noteTemplate, instructions = noteInstructions, language = noteLanguage } = wish;
  return {
    ...others,
    ...(template && { noteTemplate: template }),
    ...(instructions && { noteInstructions: instructions }),
    ...(language && { noteLanguage: language }),
  };
}
